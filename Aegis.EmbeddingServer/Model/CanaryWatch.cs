using Aegis.EmbeddingServer.Diagnostics;

namespace Aegis.EmbeddingServer.Model;

/// <summary>
/// Proves the serving model again, every few minutes while nobody asks it for anything: memory, a driver or a GPU may
/// go bad while the process lives. Wrong vectors take readiness away, and no embedding is answered until they are right.
/// </summary>
internal sealed class CanaryWatch(ServingState state, ServerMetrics metrics, TimeProvider clock, ILogger<CanaryWatch> logger) : BackgroundService
{
    /// <summary>Takes some 50 ms of one core each time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>While it fails: there is no traffic to disturb.</summary>
    public static readonly TimeSpan IntervalWhileWrong = TimeSpan.FromSeconds(30);

    private bool _isWrong;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Prove();
            timer.Period = _isWrong ? IntervalWhileWrong : Interval;
        }
    }

    private void Prove()
    {
        if (state.Current.Engine is not { Backend: { Canary: { } canary } backend, Scheduler.QueuedInputs: 0 })
        {
            return;
        }

        string? problem;
        try
        {
            problem = canary.ProblemWith(backend.Model, backend.Tokenizer);
        }
#pragma warning disable CA1031 // Whatever the model throws: that is what this is for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            problem = exception.Message;
        }

        state.CanaryEnded(problem);
        metrics.CanaryEnded(problem is null);
        if (problem is not null)
        {
            ModelLog.CanaryFailed(logger, problem);
        }
        else if (_isWrong)
        {
            ModelLog.CanaryRightAgain(logger);
        }

        _isWrong = problem is not null;
    }
}
