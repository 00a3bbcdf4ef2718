namespace Aegis.Engine.Workers;

/// <summary>
/// Whether the model computes right vectors. One bad batch may come from one bad request. Several in a row come from a
/// broken model: the engine is unhealthy until a batch is right again.
/// </summary>
internal sealed class BatchHealth
{
    private const int BadBatchesInARow = 3;

    private int _bad;
    private volatile bool _noWorkerLeft;

    /// <summary>False after three batches in a row that failed, got stuck or gave a wrong vector, and when every worker is stuck.</summary>
    public bool IsHealthy => !_noWorkerLeft && Volatile.Read(ref _bad) < BadBatchesInARow;

    /// <summary>Every worker is stuck for good: only a restart helps.</summary>
    public void NoWorkerLeft() => _noWorkerLeft = true;

    public void BatchEnded(bool isRight)
    {
        if (isRight)
        {
            Volatile.Write(ref _bad, 0);
        }
        else
        {
            Interlocked.Increment(ref _bad);
        }
    }
}
