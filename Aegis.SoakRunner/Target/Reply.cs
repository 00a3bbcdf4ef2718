using System.Net;

namespace Aegis.SoakRunner.Target;

/// <summary>What came back for a request. The body's memory is rented: give it back by <see cref="Dispose"/>.</summary>
/// <param name="status">The status.</param>
/// <param name="buffer">Rented memory.</param>
/// <param name="length">Bytes of the body in it.</param>
internal sealed class Reply(HttpStatusCode status, byte[] buffer, int length) : IDisposable
{
    public HttpStatusCode Status => status;

    public ReadOnlySpan<byte> Body => buffer.AsSpan(0, length);

    /// <summary>Inputs that were cut, by the header <c>x-aegis-truncated-inputs</c>.</summary>
    public int TruncatedInputs { get; init; }

    /// <summary>Whether it says when to come again.</summary>
    public bool HasRetryAfter { get; init; }

    public void Dispose() => System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
}
