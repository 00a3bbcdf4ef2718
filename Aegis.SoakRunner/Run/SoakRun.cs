using System.Diagnostics;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Faults;
using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Run;

/// <summary>One run: load, check, measure, judge, report.</summary>
internal sealed class SoakRun
{
    private static readonly TimeSpan TickLength = TimeSpan.FromSeconds(1);

    private readonly RunSettings _settings;
    private readonly SoakReport _blank;
    private readonly RunProgress _progress;
    private readonly LoadedRun _load;
    private readonly TargetSampler _sampler;
    private readonly FaultInjector? _faults;
    private readonly MachineLoad _machine = new();

    /// <param name="blank">The document of the run before anything is measured.</param>
    /// <param name="progress">Shows and keeps what is measured.</param>
    /// <param name="time">The clock of the run begins now.</param>
    public SoakRun(RunSettings settings, RunTarget target, SoakReport blank, RunProgress progress, TimeProvider time)
    {
        (_settings, _blank, _progress) = (settings, blank, progress);
        _load = new LoadedRun(blank.Profile, target, time);
        _sampler = new TargetSampler(target.Http, target.Facts.IsLocal, _load.Clock);
        _faults = blank.Profile.Faults is { } plan ? new FaultInjector(plan, blank.Profile, settings, target, _load.Clock) : null;
    }

    private SoakProfile Profile => _blank.Profile;

    private double Now => _load.Clock.Elapsed.TotalSeconds;

    /// <summary>Runs to the end, or until it is stopped; then it judges what was measured so far.</summary>
    public async Task<RunResult> RunAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var abort = new CancellationTokenSource();
        var sampling = _sampler.RunAsync(ended.Token);
        var sending = Task.WhenAll(_faults?.RunAsync(ended.Token) ?? Task.CompletedTask, _load.SendAsync(ended.Token, abort.Token));
        try
        {
            await TickToTheEndAsync(stop);
            if (stop.IsCancellationRequested)
            {
                await abort.CancelAsync();
            }

            await sending;
            await SettleAsync(stop);
            await ended.CancelAsync();
            await sampling;
            return await FinishAsync(stop.IsCancellationRequested);
        }
        finally
        {
            // If the run breaks (a full disk), sending and sampling must not go on behind it.
            await ended.CancelAsync();
            await abort.CancelAsync();
        }
    }

    private async Task TickToTheEndAsync(CancellationToken stop)
    {
        await TickAsync(() => Now >= Profile.TotalSeconds(), RunStatus.Running, stop);
        // Every request is sent. The last answers get the longest time-out.
        var patience = Now + Profile.Streams.Max(stream => stream.TimeoutSeconds) + 1;
        await TickAsync(() => _load.InFlight == 0 || Now > patience, RunStatus.Draining, stop);
    }

    private async Task TickAsync(Func<bool> isDone, RunStatus status, CancellationToken stop)
    {
        while (!isDone() && !stop.IsCancellationRequested)
        {
            await _load.Clock.UntilAsync(TimeSpan.FromSeconds(Math.Floor(Now + 0.5)) + TickLength, stop);
            var windows = _load.Measurement.Timeline.Count;
            _progress.Ticked(_load.Measurement.Tick(Now, _sampler.Latest, Runner()), status, _load.Measurement.Phase);
            if (_load.Measurement.Timeline.Count > windows)
            {
                var report = Report("still running");
                _machine.WindowEnded(report.Timeline[^1]);
                await _progress.JudgedAsync(report);
            }
        }
    }

    private async Task SettleAsync(CancellationToken stop)
    {
        await _load.Clock.UntilAsync(_load.Clock.Elapsed + _settings.Settling, stop);
        await _sampler.SampleAsync(CancellationToken.None);
        _load.Measurement.End(Now, _sampler.Latest, Runner());
        if (_faults is not null && !stop.IsCancellationRequested)
        {
            await _faults.TerminateAsync(_sampler.LocalProcess);
        }
    }

    private async Task<RunResult> FinishAsync(bool isStopped)
    {
        var endedEarly = isStopped ? Wording.Of($"stopped after {Now:F0} of {Profile.TotalSeconds()} s") : null;
        var report = Report(endedEarly);
        if (endedEarly is not null && report.Verdict.Outcome != VerdictOutcome.Fail)
        {
            report = report with { Verdict = report.Verdict with { Outcome = VerdictOutcome.Stopped, Reason = endedEarly } };
        }

        var folder = await _progress.EndedAsync(report);
        return new RunResult(isStopped ? ExitCode.Stopped : ExitCodes.Of(report.Verdict.Outcome), report, folder, null);
    }

    private SoakReport Report(string? endedEarly)
    {
        var measured = _blank with
        {
            Timeline = [.. _load.Measurement.Timeline],
            Totals = _load.Measurement.Totals(),
            PhaseTotals = _load.Measurement.PhaseTotals(),
            Faults = _faults?.Figures() ?? [],
            Problems = _load.Problems.Problems,
            Notes = [.. _blank.Notes, .. Notes()],
        };
        return measured with { Verdict = Judgement.On(measured, endedEarly) };
    }

    private IEnumerable<string> Notes()
    {
        if (_blank.Target.IsLocal && _machine.Note() is { } others)
        {
            yield return others;
        }

        if (Profile.Faults is { TerminateAtEnd: true } && !_settings.MayStopTarget)
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
