namespace Aegis.EmbeddingServer.Serving;

/// <summary>
/// Proves the serving model again, every few minutes while nobody asks it for anything: memory, a driver or a GPU may
/// go bad while the process lives. Wrong vectors take readiness away, and no embedding is answered until they are right.
/// </summary>
internal sealed class CanaryWatch(ServingState state, CanaryProof proof, TimeProvider clock) : BackgroundService
{
    /// <summary>Between proofs, whoever asked for the last one.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>While it fails: there is no traffic to disturb.</summary>
    public static readonly TimeSpan IntervalWhileWrong = TimeSpan.FromSeconds(30);

    private bool IsDue => proof.IsWrong || proof.SinceLast >= Interval;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(IntervalWhileWrong, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (IsDue && state.Current.Engine is { Backend: { Canary: { } canary } backend, Scheduler.QueuedInputs: 0 })
            {
                await proof.ProveAsync(backend, canary);
            }
        }
    }
}
