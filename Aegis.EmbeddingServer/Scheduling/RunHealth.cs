namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// Whether the model still answers rightly. One bad Run may be one bad request; several in a row are a broken model,
/// and take readiness away until a Run is right again.
/// </summary>
internal sealed class RunHealth
{
    private const int BadRunsInARow = 3;

    private int _bad;
    private volatile bool _noWorkerLeft;

    /// <summary>False after three Runs in a row that threw, got stuck or gave a wrong vector, and when every worker is stuck.</summary>
    public bool IsGood => !_noWorkerLeft && Volatile.Read(ref _bad) < BadRunsInARow;

    /// <summary>Every worker is stuck for good: only a restart helps.</summary>
    public void NoWorkerLeft() => _noWorkerLeft = true;

    public void RunEnded(bool right)
    {
        if (right)
        {
            Volatile.Write(ref _bad, 0);
        }
        else
        {
            Interlocked.Increment(ref _bad);
        }
    }
}
