namespace Aegis.EmbeddingServer.Api;

/// <summary>What one body holds of the <see cref="BodyGate"/>; given back when it is disposed.</summary>
internal sealed class BodyRoom(BodyGate gate) : IDisposable
{
    private long _bytes;

    /// <summary>Takes more for bytes that have arrived; false when there is no more. The first bytes of a body are free.</summary>
    public bool TryGrow(int bytes)
    {
        if (!gate.TryTake(Counted(_bytes + bytes) - Counted(_bytes)))
        {
            return false;
        }

        _bytes += bytes;
        return true;
    }

    public void Dispose() => gate.Give(Counted(_bytes));

    private static long Counted(long bytes) => Math.Max(0, bytes - BodyGate.SmallBytes);
}
