using System.Buffers;
using Aegis.Http.Failures;

namespace Aegis.Http.Bodies;

/// <summary>
/// A body in memory, in one piece. It grows as bytes arrive, so that a body that only announces itself holds nothing.
/// A large one leaves with the garbage collector: the shared pool would keep it, once for every thread.
/// </summary>
internal sealed class BodyBuffer(BodyRoom room) : IDisposable
{
    private const int FirstBytes = 4096;

    private byte[] _bytes = [];
    private int _length;
    private bool _isPooled;

    /// <summary>What has arrived, without a leading byte order mark.</summary>
    public ReadOnlySpan<byte> Json
    {
        get
        {
            ReadOnlySpan<byte> json = _bytes.AsSpan(0, _length);
            return json.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json;
        }
    }

    /// <summary>What has arrived, as it came. Not to be read any more once the buffer is disposed.</summary>
    public MemoryStream OpenRead() => new(_bytes, 0, _length, writable: false);

    /// <summary>Reads to the end, or says why the body cannot be taken.</summary>
    /// <param name="body">The body.</param>
    /// <param name="announced">Its length, where that is known.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<Failure?> FillAsync(Stream body, long? announced, CancellationToken cancellationToken)
    {
        // One byte more shows that nothing follows.
        var most = (int)Math.Min(announced ?? room.LargestBody, room.LargestBody) + 1;
        Grow(Math.Min(most, announced is null ? FirstBytes : BodyGate.SmallBytes));
        var turn = 0;
        while (await body.ReadAsync(_bytes.AsMemory(_length), cancellationToken) is > 0 and var count)
        {
            turn += count;
            if (turn > BodyGate.SmallBytes)
            {
                // An upload does not keep the thread that waits for everybody's bytes.
                turn = 0;
                await Task.Yield();
            }

            if (room.Grow(count) is { } refusal)
            {
                return refusal;
            }

            _length += count;
            if (_length == _bytes.Length)
            {
                Grow((int)Math.Min(most, 2L * _length));
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
