using System.Globalization;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Run;

internal sealed class SoakRuns(RunSettings settings, LiveFeed feed, SoakTelemetry telemetry, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private CancellationTokenSource? _running;

    public Task Last { get; private set; } = Task.CompletedTask;

    /// <summary>Starts a run in the background. False: a run is active.</summary>
    public bool TryStart(SoakProfile profile, CancellationToken stop)
    {
        if (!_one.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            return false;
        }

        // The caller must already see the state of the new run.
        Begin(profile);
        Last = RunAndReleaseAsync(profile, stop);
        return true;
    }

    /// <summary>Stops the active run. It is judged by what was measured so far.</summary>
    public void Stop()
    {
        try
        {
            Volatile.Read(ref _running)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended.
        }
    }

    public async Task<RunResult> RunAsync(SoakProfile profile, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        Begin(profile);
        return await RunAndReleaseAsync(profile, stop);
    }

    public void Dispose() => _one.Dispose();

    private void Begin(SoakProfile profile)
    {
        var id = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH-mm-ss", CultureInfo.InvariantCulture) + "-" + profile.Name;
        // Two runs of a profile may start in the same second.
        var stamp = id;
        for (var number = 2; Directory.Exists(Path.Combine(settings.Output, id)); number++)
        {
            id = Wording.Of($"{stamp}-{number}");
        }

        feed.Clear();
        feed.Tell(new LiveState(RunStatus.Waiting, feed.State.Target, id, profile.Name, null, 0, profile.TotalSeconds(), null, null));
    }

    private async Task<RunResult> RunAndReleaseAsync(SoakProfile profile, CancellationToken stop)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Volatile.Write(ref _running, running);
        try
        {
            await Task.Yield();
            return await RunCoreAsync(profile, running.Token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(ExitCode.Inconclusive, $"The run's folder cannot be written: {exception.Message}");
        }
        catch (Exception exception)
        {
            // A failure of the runner is no verdict on the target. It is logged before the next run can start.
            telemetry.RunBroke(profile.Name, exception);
            return Failed(ExitCode.Inconclusive, $"The runner itself failed: {exception.Message}");
        }
        finally
        {
            _running = null;
            _one.Release();
        }
    }

    private async Task<RunResult> RunCoreAsync(SoakProfile profile, CancellationToken stop)
    {
        using var http = TargetHttp.Create(settings.Target, settings.ApiKey);
        using var client = new EmbeddingsClient(settings.Target, settings.ApiKey);
        try
        {
            var inspector = new TargetInspector(http, clock);
            if (await inspector.WaitUntilReadyAsync(TellWaiting, stop) is { } why)
            {
                var waited = TargetInspector.ReadyTimeout.TotalSeconds;
                return Failed(ExitCode.TargetNotReachable, $"The target is not ready after {waited:F0} s: {why}");
            }

            var (target, problem) = await RunTarget.FindAsync(inspector, client, stop);
            if (target is null)
            {
                return Failed(ExitCode.TargetNotReachable, $"The target cannot be loaded: {problem}");
            }

            telemetry.RunStarted(profile.Name, feed.State.Target);
            feed.Tell(feed.State with { Status = RunStatus.Running, Message = null, Phase = profile.Phases[0].Name });
            var progress = new RunProgress(feed, telemetry, RunFolder.Create(settings.Output, feed.State.RunId!));
            var result = await new SoakRun(settings, target, Blank(profile, target), progress, clock).RunAsync(stop);
            var verdict = result.Report!.Verdict;
            feed.Tell(feed.State with { Status = RunStatus.Finished, Message = verdict.Reason, Verdict = verdict.Outcome });
            return result;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Failed(ExitCode.Stopped, "Stopped before the first request.");
        }
    }

    private SoakReport Blank(SoakProfile profile, RunTarget target) => new(
        ReportFolder.Format, feed.State.RunId!, clock.GetUtcNow(), settings.CommandOf(profile), profile,
        Machine.Describe(), target.Facts, RunnerVersion.Text,
        Timeline: [], Totals: [], PhaseTotals: [], Faults: [], Problems: [], [.. target.Notes()], Verdict.NotJudged);

    private void TellWaiting(string why) => feed.Tell(feed.State with { Message = $"The target is not ready: {why}" });

    private RunResult Failed(ExitCode code, string message)
    {
        feed.Tell(feed.State with { Status = RunStatus.Failed, Message = message });
        return new RunResult(code, null, null, message);
    }
}
