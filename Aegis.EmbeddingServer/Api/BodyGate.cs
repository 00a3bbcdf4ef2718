namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// Bounds the memory of requests on their way: what has arrived of their bodies may be twice the largest one together.
/// A body takes its room as it comes, so one that only announces itself holds nothing; one that is announced larger
/// than the room that is left is refused before it is read. Small bodies pass freely.
/// </summary>
internal sealed class BodyGate(ApiOptions limits)
{
    /// <summary>Largest body that is not counted: a query must get through beside any upload.</summary>
    public const int SmallBytes = 64 * 1024;

    private const int LargestBodies = 2;

    private readonly long _most = (long)LargestBodies * limits.MaxBodyBytes;
    private long _bytes;

    /// <summary>Bytes that bodies hold now.</summary>
    public long Held => Interlocked.Read(ref _bytes);

    /// <summary>False when a body of the announced length would find no room now; one over the limit is for the web server to refuse.</summary>
    public bool HasRoomFor(long announced) => announced <= SmallBytes || announced > limits.MaxBodyBytes || announced <= _most - Held;

    /// <summary>Takes room; false, and nothing taken, when there is too little.</summary>
    public bool TryTake(long bytes)
    {
        while (true)
        {
            var held = Held;
            if (bytes > _most - held)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _bytes, held + bytes, held) == held)
            {
                return true;
            }
        }
    }

    /// <summary>Gives room back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
