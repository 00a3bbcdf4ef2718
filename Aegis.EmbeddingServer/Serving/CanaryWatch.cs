namespace Aegis.EmbeddingServer.Serving;

/// <summary>
/// Proves the serving model again every few minutes while the queue is empty: memory, a driver or a GPU may fail while
/// the process lives. After wrong vectors the server answers no embedding until they are right.
/// </summary>
internal sealed class CanaryWatch(ServingState state, CanaryProof proof, TimeProvider clock) : BackgroundService
{
    /// <summary>Between proofs, whatever started the last one.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>While the proof fails: there is no traffic to disturb.</summary>
    public static readonly TimeSpan IntervalWhileWrong = TimeSpan.FromSeconds(30);

    private bool IsDue => proof.IsWrong || proof.SinceLast >= Interval;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(IntervalWhileWrong, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (IsDue && state.Current.Engine is { Model.Canary: not null, QueuedInputs: 0 } engine)
            {
                await proof.ProveAsync(engine);
            }
        }
    }
}
