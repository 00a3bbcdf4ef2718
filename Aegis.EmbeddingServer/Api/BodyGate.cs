namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// Bounds the memory of requests on their way: their bodies may hold twice the largest one together. One of
/// declared length that finds no room is refused before it is read; a chunked one takes its room as it comes.
/// </summary>
internal sealed class BodyGate(ApiOptions limits)
{
    private const int LargestBodies = 2;

    private long _bytes;

    /// <summary>Bytes that bodies hold now.</summary>
    public long Held => Interlocked.Read(ref _bytes);

    /// <summary>Takes room for a body of this length.</summary>
    /// <returns>The room, to be given back by disposing of it; null when there is none.</returns>
    public BodyRoom? TryEnter(long bytes)
    {
        var room = new BodyRoom(this);
        return room.TryGrow(Math.Min(bytes, limits.MaxBodyBytes)) ? room : null;
    }

    internal bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= (long)LargestBodies * limits.MaxBodyBytes)
        {
            return true;
        }

        Give(bytes);
        return false;
    }

    internal void Give(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
