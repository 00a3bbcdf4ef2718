namespace Aegis.EmbeddingServer.Api;

/// <summary>What one body holds of the <see cref="BodyGate"/>.</summary>
internal sealed class BodyRoom(BodyGate gate) : IDisposable
{
    private long _bytes;

    /// <summary>Takes more; false when there is no more.</summary>
    public bool TryGrow(long bytes)
    {
        if (!gate.TryTake(bytes))
        {
            return false;
        }

        _bytes += bytes;
        return true;
    }

    public void Dispose() => gate.Give(_bytes);
}
