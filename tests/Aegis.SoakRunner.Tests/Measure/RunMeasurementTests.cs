using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Measure;

namespace Aegis.SoakRunner.Tests.Measure;

public sealed class RunMeasurementTests
{
    private static readonly RunnerSample Runner = new(1, 1);
    private static readonly Amount One = new(1, 0, 1, 1);
    private static readonly StreamPlan Query = new("query", One, One, 100, Connections: 1);

    // Warm-up 2 s, phases of 4 s each, windows of 2 s; bulk sends in the second phase only.
    private static readonly SoakProfile Profile = new(
        "test", "A test", [new("alone", 4), new("beside", 4)], 2, 2,
        [
            Query, Query with { Name = "bulk", Phases = ["beside"] },
        ], new Rubric());

    private readonly StreamRecorder _query = new("query", new ProblemLog(), new RunClock(TimeProvider.System));
    private readonly StreamRecorder _bulk = new("bulk", new ProblemLog(), new RunClock(TimeProvider.System));
    private readonly RunMeasurement _measurement;

    public RunMeasurementTests() => _measurement = new RunMeasurement(Profile, [_query, _bulk]);

    [Fact]
    public void Seconds_OfAStream_AreThoseInWhichItSends()
    {
        Run(_ => { });

        Assert.Equal([("query", 8.0), ("bulk", 4.0)], _measurement.Totals().Select(figures => (figures.Stream, figures.Seconds)));
        Assert.Equal(
            [("alone", "query", 4.0), ("alone", "bulk", 0.0), ("beside", "query", 4.0), ("beside", "bulk", 4.0)],
            _measurement.PhaseTotals()
                .SelectMany(phase => phase.Streams.Select(figures => (phase.Phase, figures.Stream, figures.Seconds))));
    }

    [Fact]
    public void Windows_OfAWholeRun_FollowEachOther()
    {
        Run(_ => { });

        Assert.Equal(Enumerable.Range(0, 6), _measurement.Timeline.Select(window => window.Number));
        Assert.Equal([0.0, 2, 4, 6, 8, 10], _measurement.Timeline.Select(window => window.FromSeconds));
        Assert.Equal(
            [WindowKind.WarmUp, WindowKind.Full, WindowKind.Full, WindowKind.Full, WindowKind.Full, WindowKind.Drain],
            _measurement.Timeline.Select(window => window.Kind));
    }

    // Windows, phases and totals are sums of the same ticks.
    [Fact]
    public void Sums_OfWindowsPhasesAndTotals_AreTheSame()
    {
        Run(second =>
        {
            for (var i = 0; i < second; i++)
            {
                End(_query, second);
            }

            End(_bulk, 100 * second);
        });

        var windows = _measurement.Timeline.Where(window => window.Kind != WindowKind.WarmUp).Select(window => window.Streams[0]).ToList();
        var phases = _measurement.PhaseTotals().Select(phase => phase.Streams[0]).ToList();
        var total = _measurement.Totals()[0];
        Assert.Equal(52 + 11, total.Outcomes.Ok);
        Assert.Equal(total.Outcomes.Ok, windows.Sum(figures => figures.Outcomes.Ok));
        Assert.Equal(total.Outcomes.Ok, phases.Sum(figures => figures.Outcomes.Ok));
        Assert.Equal(total.Latency.Max, windows.Max(figures => figures.Latency.Max));
        Assert.Equal(total.Tokens, phases.Sum(figures => figures.Tokens));
        Assert.Equal(
            [1.0 + 2, 3 + 4, 5 + 6, 7 + 8, 9 + 10, 11], _measurement.Timeline.Select(window => (double)window.Streams[0].Outcomes.Ok));
    }

    [Fact]
    public void WarmUp_IsInTheTimelineAndInNoTotal()
    {
        Run(second =>
        {
            if (second <= 2)
            {
                End(_query, 500);
                _query.Unsent("too many");
            }
        });

        Assert.Equal(4, _measurement.Timeline[0].Streams[0].Outcomes.Total);
        Assert.All(
            _measurement.Totals(),
            figures => Assert.Equal((0, 0, 0.0), (figures.Outcomes.Total, figures.Latency.Count, figures.Latency.Max)));
        Assert.All(_measurement.PhaseTotals().SelectMany(phase => phase.Streams), figures => Assert.Equal(0, figures.Outcomes.Total));
    }

    // What was sent in the last phase and answered after it belongs to it.
    [Fact]
    public void Drain_IsInTheTotalsOfTheLastPhase()
    {
        Run(second =>
        {
            if (second == 11)
            {
                End(_bulk, 700);
            }
        });

        Assert.Equal(1, _measurement.Timeline[^1].Streams[1].Outcomes.Ok);
        Assert.Equal((1, 4.0), (_measurement.Totals()[1].Outcomes.Ok, _measurement.Totals()[1].Seconds));
        Assert.Equal(1, _measurement.PhaseTotals()[1].Streams[1].Outcomes.Ok);
    }

    [Fact]
    public void InFlight_AtAWindowsEnd_IsTold()
    {
        _query.Sent(null);
        _query.Sent(null);
        _measurement.Tick(1, null, Runner);
        var tick = _measurement.Tick(2, null, Runner);

        Assert.Equal(2, tick.Streams[0].InFlight);
        Assert.Equal((2, 0), (_measurement.Timeline[0].Streams[0].InFlight, _measurement.Timeline[0].Streams[1].InFlight));
    }

    [Fact]
    public void Target_AtAWindowsEnd_IsTheLastSample()
    {
        _measurement.Tick(1, Target(1, 5), Runner);
        _measurement.Tick(2, Target(2, 6), Runner with { WorkingSetBytes = 77 });

        Assert.Equal((2, 77L), (_measurement.Timeline[0].Target!.ProcessId, _measurement.Timeline[0].Runner.WorkingSetBytes));
    }

    // A tick comes a little early or late: the window is closed by the nearest.
    [Theory]
    [InlineData(1.79, 0)]
    [InlineData(1.81, 1)]
    [InlineData(2.4, 1)]
    public void Tick_NearTheWindowsEnd_ClosesIt(double now, int windows)
    {
        _measurement.Tick(now, null, Runner);

        Assert.Equal(windows, _measurement.Timeline.Count);
    }

    [Fact]
    public void Cores_OfAnotherProcessOrNone_AreNotKnown()
    {
        _measurement.Tick(1, Target(1, 5), Runner);

        Assert.Equal(1.5, _measurement.Tick(2, Target(1, 6.5), Runner).CpuCores);
        Assert.Null(_measurement.Tick(3, Target(2, 7), Runner).CpuCores);
        Assert.Null(_measurement.Tick(4, null, Runner).CpuCores);
        Assert.Null(_measurement.Tick(5, Target(2, 9), Runner).CpuCores);
    }

    private void Run(Action<int> each)
    {
        for (var second = 1; second <= 10; second++)
        {
            each(second);
            _measurement.Tick(second, null, Runner);
        }

        each(11);
        _measurement.End(11, null, Runner);
    }

    private static void End(StreamRecorder recorder, int milliseconds)
    {
        recorder.Sent(null);
        recorder.Ok(1, 7, TimeSpan.FromMilliseconds(milliseconds), isGood: true);
    }

    private static TargetSample Target(int process, double cpu) => new(process, 0, 100, 50, 5, 6, cpu, 0, 0);
}
