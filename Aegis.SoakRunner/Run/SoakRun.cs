using System.Diagnostics;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Faults;
using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Live;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;
using Aegis.SoakRunner.Report;
using Aegis.SoakRunner.Target;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Run;

/// <summary>One run: load, check, measure, judge, report.</summary>
internal sealed class SoakRun(RunSettings settings, RunTarget target, SoakProfile profile, string id, LiveFeed feed, SoakTelemetry telemetry)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly RunFolder _folder = RunFolder.Create(settings.Output, id);
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();
    private readonly MachineFacts _machineFacts = Machine.Describe();
    private readonly MachineLoad _machine = new();
    private FaultInjector? _faults;
    private int _saved;

    /// <summary>Runs to the end, or until it is told to stop; then what was measured so far is judged.</summary>
    public async Task<RunResult> RunAsync(CancellationToken stop)
    {
        using var client = new EmbeddingsClient(settings.Target, settings.ApiKey);
        var load = new LoadedRun(profile, target.Requests, target.Known, client);
        var sampler = new TargetSampler(target.Http, target.Facts.IsLocal, load.Clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var abort = new CancellationTokenSource();
        var sampling = sampler.RunAsync(ended.Token);
        _faults = profile.Faults is { } plan ? new FaultInjector(plan, profile, settings, target.Requests, client, load) : null;
        var faults = _faults?.RunAsync(ended.Token) ?? Task.CompletedTask;
        var sending = load.SendAsync(ended.Token, abort.Token);
        try
        {
            return await MeasureAsync(load, sampler, sending, faults, sampling, ended, abort, stop);
        }
        finally
        {
            // Where the run breaks (a full disk), nothing goes on sending or sampling behind it.
            await ended.CancelAsync();
            await abort.CancelAsync();
        }
    }

    private async Task<RunResult> MeasureAsync(LoadedRun load, TargetSampler sampler, Task sending, Task faults, Task sampling, CancellationTokenSource ended, CancellationTokenSource abort, CancellationToken stop)
    {
        var done = profile.WarmUpSeconds + profile.Seconds;
        await TickAsync(load, sampler, () => load.Clock.Elapsed.TotalSeconds >= done, RunStatus.Running, stop);

        // What is due is sent; the answers that are still to come are waited for, as long as any of them may take.
        var patience = load.Clock.Elapsed.TotalSeconds + profile.Streams.Max(stream => stream.TimeoutSeconds) + 1;
        await TickAsync(load, sampler, () => load.InFlight == 0 || load.Clock.Elapsed.TotalSeconds > patience, RunStatus.Draining, stop);
        if (stop.IsCancellationRequested)
        {
            await abort.CancelAsync();
        }

        await Task.WhenAll(sending, faults);
        await load.Clock.UntilAsync(load.Clock.Elapsed + settings.Settling, stop);
        await sampler.SampleAsync(CancellationToken.None);
        load.Measurement.End(load.Clock.Elapsed.TotalSeconds, sampler.Latest, Runner());
        if (_faults is not null && !stop.IsCancellationRequested)
        {
            await _faults.TerminateAsync(sampler.LocalProcess);
        }

        await ended.CancelAsync();
        await sampling;
        return await FinishAsync(load, stop.IsCancellationRequested);
    }

    private async Task TickAsync(LoadedRun load, TargetSampler sampler, Func<bool> isDone, RunStatus status, CancellationToken stop)
    {
        while (!isDone() && !stop.IsCancellationRequested)
        {
            var next = TimeSpan.FromSeconds(Math.Floor(load.Clock.Elapsed.TotalSeconds + 0.5) + Tick.TotalSeconds);
            await load.Clock.UntilAsync(next, stop);
            var windows = load.Measurement.Timeline.Count;
            feed.Tell(load.Measurement.Tick(load.Clock.Elapsed.TotalSeconds, sampler.Latest, Runner()));
            feed.Tell(feed.State with { Status = status, Phase = load.Measurement.Phase, ElapsedSeconds = Math.Round(load.Clock.Elapsed.TotalSeconds, 1) });
            if (load.Measurement.Timeline.Count > windows)
            {
                var report = Report(load, "still running");
                feed.Tell(report.Verdict.Gates);
                _machine.WindowEnded(report.Timeline[^1]);
                await SaveAsync(report);
            }
        }
    }

    private async Task<RunResult> FinishAsync(LoadedRun load, bool isStopped)
    {
        var endedEarly = isStopped ? Wording.Of($"stopped after {load.Clock.Elapsed.TotalSeconds:F0} of {profile.WarmUpSeconds + profile.Seconds} s") : null;
        var report = Report(load, endedEarly);
        if (endedEarly is not null && report.Verdict.Outcome != VerdictOutcome.Fail)
        {
            report = report with { Verdict = report.Verdict with { Outcome = VerdictOutcome.Stopped, Reason = endedEarly } };
        }

        await SaveAsync(report);
        ReportFolder.WriteAll(_folder.Path, report);
        feed.Tell(report.Verdict.Gates);
        var code = isStopped ? ExitCode.Stopped : ExitCodes.Of(report.Verdict.Outcome);
        telemetry.RunEnded(report);
        return new RunResult(code, report, _folder.Path, null);
    }

    // The end closes two windows at once where the last one and the drain fall together.
    private async Task SaveAsync(SoakReport report)
    {
        for (; _saved < report.Timeline.Count; _saved++)
        {
            telemetry.WindowEnded(report.Timeline[_saved]);
            await _folder.AddAsync(report.Timeline[_saved], report);
        }
    }

    private SoakReport Report(LoadedRun load, string? endedEarly)
    {
        var measurement = load.Measurement;
        IReadOnlyList<FaultFigures> faults = _faults?.Figures() ?? [];
        var measured = new Measured(profile, measurement.Timeline, measurement.Totals(), measurement.PhaseTotals(), faults, load.Problems.Problems, endedEarly) { IsLocal = target.Facts.IsLocal };
        return new SoakReport(
            1,
            id,
            _startedAt,
            settings.CommandOf(profile),
            profile,
            _machineFacts,
            target.Facts,
            RunnerVersion.Text,
            [.. measured.Timeline],
            measured.Totals,
            measured.PhaseTotals,
            measured.Faults,
            measured.Problems,
            [.. target.Notes, .. Notes()],
            Judgement.On(measured));
    }

    private IEnumerable<string> Notes()
    {
        if (target.Facts.IsLocal && _machine.Note() is { } others)
        {
            yield return others;
        }

        if (profile.Faults is { TerminateAtEnd: true } && !settings.MayStopTarget)
        {
            yield return "The target was not ended by SIGTERM: --may-stop-target was not given.";
        }
    }

    private static RunnerSample Runner()
    {
        using var process = Process.GetCurrentProcess();
        return new RunnerSample(process.WorkingSet64, Math.Round(process.TotalProcessorTime.TotalSeconds, 2));
    }
}
