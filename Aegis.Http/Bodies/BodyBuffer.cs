using System.Buffers;
using Aegis.Http.Failures;

namespace Aegis.Http.Bodies;

/// <summary>
/// A body in memory, in one piece. The buffer grows as bytes arrive, so a body that is only announced takes no memory.
/// A large buffer is left to the garbage collector: the shared pool would keep one for every thread.
/// </summary>
internal sealed class BodyBuffer(BodyLease lease) : IDisposable
{
    private const int FirstBytes = 4096;

    private byte[] _bytes = [];
    private int _length;
    private bool _isPooled;

    /// <summary>The bytes that have arrived, without a leading byte order mark.</summary>
    public ReadOnlySpan<byte> Json
    {
        get
        {
            ReadOnlySpan<byte> json = _bytes.AsSpan(0, _length);
            return json.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json;
        }
    }

    /// <summary>The bytes that have arrived, unchanged. Invalid after the buffer is disposed.</summary>
    public MemoryStream OpenRead() => new(_bytes, 0, _length, writable: false);

    /// <summary>Reads to the end, or returns why the body is refused.</summary>
    /// <param name="announced">Its length, if that is known.</param>
    /// <param name="cancellationToken">Cancelled when the body is not needed any more.</param>
    public async Task<Failure?> FillAsync(Stream body, long? announced, CancellationToken cancellationToken)
    {
        // One byte more, to see whether anything follows.
        var limit = (int)Math.Min(announced ?? lease.LargestBody, lease.LargestBody) + 1;
        Grow(Math.Min(limit, announced is null ? FirstBytes : BodyGate.SmallBytes));
        var turn = 0;
        while (await body.ReadAsync(_bytes.AsMemory(_length), cancellationToken) is > 0 and var count)
        {
            turn += count;
            if (turn > BodyGate.SmallBytes)
            {
                // A large upload must not keep the thread that serves all sockets.
                turn = 0;
                await Task.Yield();
            }

            if (lease.Grow(count) is { } refusal)
            {
                return refusal;
            }

            _length += count;
            if (_length == _bytes.Length)
            {
                Grow((int)Math.Min(limit, 2L * _length));
            }
        }

        return null;
    }

    public void Dispose()
    {
        if (_isPooled)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }

    private void Grow(int size)
    {
        var isPooled = size <= BodyGate.SmallBytes;
        var larger = isPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Dispose();
        (_bytes, _isPooled) = (larger, isPooled);
    }
}
