using System.Net;

namespace Aegis.SoakRunner.Target;

/// <summary>An answer. The memory of its body is rented until <see cref="Dispose"/>.</summary>
internal sealed class Reply(HttpStatusCode status, byte[] buffer, int length) : IDisposable
{
    public HttpStatusCode Status => status;

    public ReadOnlySpan<byte> Body => buffer.AsSpan(0, length);

    /// <summary>Truncated inputs, by the header <c>x-aegis-truncated-inputs</c>.</summary>
    public int TruncatedInputs { get; init; }

    public bool HasRetryAfter { get; init; }

    public void Dispose() => System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
}
