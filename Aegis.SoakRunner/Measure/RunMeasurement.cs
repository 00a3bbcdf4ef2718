using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Measure;

/// <summary>
/// Sums up the counts of the streams by second, window, phase and judged time. An answer counts when it arrives. Constant memory
/// except for the windows. For one caller.
/// </summary>
internal sealed class RunMeasurement
{
    // Seconds by which a tick may come too early.
    private const double TickTolerance = 0.2;

    /// <summary>A window may differ from its planned length by this share.</summary>
    private const double MaxStretch = 0.5;

    private readonly SoakProfile _profile;
    private readonly IReadOnlyList<StreamRecorder> _recorders;
    private readonly IReadOnlyList<PlannedWindow> _plan;
    private readonly Tally[] _window;
    private readonly Tally[] _total;
    private readonly Dictionary<string, Tally[]> _phases;
    private readonly List<TimelineWindow> _timeline = [];
    private double _windowFrom;
    private double _lastTick;
    private double? _lastCpu;
    private int _lastProcess;

    public RunMeasurement(SoakProfile profile, IReadOnlyList<StreamRecorder> recorders)
    {
        (_profile, _recorders) = (profile, recorders);
        _plan = PlannedWindow.Of(profile);
        _window = Tallies();
        _total = Tallies();
        _phases = profile.Phases.ToDictionary(phase => phase.Name, _ => Tallies());
    }

    public IReadOnlyList<TimelineWindow> Timeline => _timeline;

    /// <summary>Phase of the present window. The drain has the last one.</summary>
    public string Phase => _plan[Math.Min(_timeline.Count, _plan.Count - 1)].Phase;

    /// <summary>Takes what the recorders have noted since the last tick.</summary>
    /// <param name="target">Null: not known.</param>
    public LiveTick Tick(double now, TargetSample? target, RunnerSample runner)
    {
        var isWarmUp = _timeline.Count < _plan.Count && _plan[_timeline.Count].Kind == WindowKind.WarmUp;
        var streams = new StreamTick[_recorders.Count];
        for (var i = 0; i < streams.Length; i++)
        {
            var taken = _recorders[i].Take();
            _window[i].Add(taken);
            if (!isWarmUp)
            {
                _total[i].Add(taken);
                _phases[Phase][i].Add(taken);
            }

            streams[i] = Tick(taken.Figures(_recorders[i].Stream, now - _lastTick, _recorders[i].InFlight));
        }

        var tick = new LiveTick(
            Math.Round(now, 2), streams, target?.WorkingSetBytes, target?.HeapBytes, target?.QueueInputs, Cores(now, target));
        _lastTick = now;
        if (_timeline.Count < _plan.Count && now >= _plan[_timeline.Count].ToSeconds - TickTolerance)
        {
            Close(_plan[_timeline.Count].Phase, _plan[_timeline.Count].Kind, now, target, runner);
        }

        return tick;
    }

    /// <summary>Closes the drain.</summary>
    public void End(double now, TargetSample? target, RunnerSample runner)
    {
        Tick(now, target, runner);
        Close(Phase, WindowKind.Drain, now, target, runner);
    }

    /// <summary>Each stream over the judged time.</summary>
    public IReadOnlyList<StreamFigures> Totals() =>
        Figures(_total, stream => Seconds(_timeline.Where(window => window.Kind != WindowKind.WarmUp), stream));

    /// <summary>Each stream in each phase, without the warm-up.</summary>
    public IReadOnlyList<PhaseFigures> PhaseTotals() =>
    [
        .. _profile.Phases.Select(phase => new PhaseFigures(
            phase.Name,
            Figures(
                _phases[phase.Name],
                stream => Seconds(_timeline.Where(window => window.Kind != WindowKind.WarmUp && window.Phase == phase.Name), stream)))),
    ];

    private void Close(string phase, WindowKind kind, double now, TargetSample? target, RunnerSample runner)
    {
        var seconds = now - _windowFrom;
        // After a stall of the runner a window has another length than planned, and is in no trend.
        if (kind == WindowKind.Full && Math.Abs(seconds - _profile.WindowSeconds) > MaxStretch * _profile.WindowSeconds)
        {
            kind = WindowKind.Partial;
        }

        var streams = Figures(_window, stream => kind != WindowKind.Drain && stream.SendsIn(phase) ? seconds : 0);
        _timeline.Add(
            new TimelineWindow(_timeline.Count, phase, kind, Math.Round(_windowFrom, 3), Math.Round(seconds, 3), streams, target, runner));
        _windowFrom = now;
        Array.ForEach(_window, tally => tally.Clear());
    }

    private Tally[] Tallies() => [.. _profile.Streams.Select(_ => new Tally())];

    private StreamFigures[] Figures(Tally[] tallies, Func<StreamPlan, double> seconds) =>
        [.. tallies.Select((tally, i) => tally.Figures(
            _recorders[i].Stream, Math.Round(seconds(_profile.Streams[i]), 3), _recorders[i].InFlight))];

    private static double Seconds(IEnumerable<TimelineWindow> windows, StreamPlan stream) =>
        windows.Sum(window => window.Streams.Single(figures => figures.Stream == stream.Name).Seconds);

    private static StreamTick Tick(StreamFigures figures)
    {
        var outcomes = figures.Outcomes;
        return new StreamTick(
            figures.Stream, Rate(outcomes.Ok), Rate(outcomes.Refused), Rate(outcomes.Failed()),
            figures.Latency.P50, figures.Latency.P95, figures.Latency.P99, figures.InFlight);

        double Rate(long count) => figures.Seconds <= 0 ? 0 : Math.Round(count / figures.Seconds, 1);
    }

    private double? Cores(double now, TargetSample? target)
    {
        var (cpu, process) = (target?.CpuSeconds, target?.ProcessId ?? 0);
        double? cores = cpu is { } end && _lastCpu is { } begin && process == _lastProcess && now > _lastTick
            ? Math.Max(0, Math.Round((end - begin) / (now - _lastTick), 2))
            : null;
        (_lastCpu, _lastProcess) = (cpu, process);
        return cores;
    }
}
