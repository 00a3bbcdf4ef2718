namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// Whether the model still answers rightly. One bad Run may be one bad request; several in a row are a broken model,
/// and take readiness away until a Run is right again.
/// </summary>
internal sealed class RunHealth
{
    private const int BadRunsInARow = 3;

    private int _bad;

    /// <summary>False after three Runs in a row that threw or gave a wrong vector.</summary>
    public bool IsGood => Volatile.Read(ref _bad) < BadRunsInARow;

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
