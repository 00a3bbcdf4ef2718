using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Measure;

namespace Aegis.SoakRunner.Tests.Measure;

public sealed class MeasurementTests
{
    private const int TenMillion = 10_000_000;
    private const long Mebibyte = 1 << 20;

    private static readonly RunnerSample Runner = new(1, 1);

    // Warm-up 2 s, phases of 5 and 3 s, windows of 2 s.
    private static SoakProfile Profile { get; } = new(
        "test", "A test", [new("a", 5), new("b", 3)], 2, 2,
        [
            new StreamPlan("query", new(1, 0, 1, 1), new(1, 0, 1, 1), 100, Connections: 1),
        ], new Rubric());

    [Fact]
    public void Figures_KnownLatencies_GiveTheirPercentiles()
    {
        var tally = new Tally();
        foreach (var milliseconds in Enumerable.Range(1, 100))
        {
            tally.AddOk(2, 10, TimeSpan.FromMilliseconds(milliseconds), milliseconds <= 60);
        }

        var figures = tally.Figures("query", 10, 3);

        Assert.Equal(
            (50, 95, 99, 100),
            (Rounded(figures.Latency.P50), Rounded(figures.Latency.P95), Rounded(figures.Latency.P99), Rounded(figures.Latency.Max)));
        Assert.Equal((200, 1_000, 60, 3), (figures.Inputs, figures.Tokens, figures.Good, figures.InFlight));
    }

    [Fact]
    public void Recorder_TenMillionSamples_StaysInItsMemory()
    {
        var clock = new RunClock(TimeProvider.System);
        var recorder = new StreamRecorder("query", new ProblemLog(), clock);
        Note(recorder, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Note(recorder, TenMillion);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Mebibyte);
        Assert.Equal(TenMillion + 1_000, recorder.Take().Figures("query", 1, 0).Outcomes.Ok);
        Assert.Equal(0, recorder.InFlight);
    }

    [Fact]
    public void ProblemLog_EndlessKinds_KeepsABoundedNumber()
    {
        var log = new ProblemLog();
        foreach (var number in Enumerable.Range(0, 10_000))
        {
            log.Add(number, "query", OutcomeKind.ServerError, $"{number}", "it broke");
        }

        log.Add(10_000, "query", OutcomeKind.ServerError, "0", "again");

        Assert.Equal(64, log.Problems.Count);
        Assert.Equal((2, "0: it broke"), (log.Problems[0].Count, log.Problems[0].What));
    }

    [Fact]
    public void Tick_WholeRun_FillsWindowsPhasesAndTotals()
    {
        var (recorder, measurement) = Start();
        foreach (var second in Enumerable.Range(1, 10))
        {
            recorder.Sent(TimeSpan.Zero);
            recorder.Ok(1, 5, TimeSpan.FromMilliseconds(second), isGood: true);
            measurement.Tick(second, null, Runner);
        }

        recorder.Sent(TimeSpan.Zero);
        recorder.Failed(OutcomeKind.TimedOut, "timeout", "late");
        measurement.End(11, null, Runner);

        Assert.Equal(
            [
                ("a", WindowKind.WarmUp, 2), ("a", WindowKind.Full, 2), ("a", WindowKind.Full, 2), ("a", WindowKind.Partial, 1),
                ("b", WindowKind.Full, 2), ("b", WindowKind.Partial, 1), ("b", WindowKind.Drain, 1),
            ],
            measurement.Timeline.Select(window => (window.Phase, window.Kind, (int)window.Streams[0].Outcomes.Total)));
        var total = Assert.Single(measurement.Totals());
        Assert.Equal((8, 1, 8.0), (total.Outcomes.Ok, total.Outcomes.TimedOut, total.Seconds));
        Assert.Equal(
            [("a", 5L, 5.0), ("b", 3L, 3.0)],
            measurement.PhaseTotals().Select(phase => (phase.Phase, phase.Streams[0].Outcomes.Ok, phase.Streams[0].Seconds)));
    }

    [Fact]
    public void Tick_OneSecond_IsWhatHappenedInIt()
    {
        var (recorder, measurement) = Start();
        recorder.Sent(null);
        recorder.Sent(null);
        recorder.Ok(1, 5, TimeSpan.FromMilliseconds(4), isGood: true);
        measurement.Tick(1, Target(cpu: 3), Runner);
        recorder.Failed(OutcomeKind.Refused, "429", "full");

        var tick = measurement.Tick(2, Target(cpu: 3.5), Runner);

        Assert.Equal(
            (0, 1, 0, 0),
            (
                (int)tick.Streams[0].OkPerSecond, (int)tick.Streams[0].RefusedPerSecond, (int)tick.Streams[0].FailedPerSecond,
                tick.Streams[0].InFlight));
        Assert.Equal(0.5, tick.CpuCores);
        Assert.Equal(100, tick.WorkingSetBytes);
    }

    private static (StreamRecorder Recorder, RunMeasurement Measurement) Start()
    {
        var recorder = new StreamRecorder("query", new ProblemLog(), new RunClock(TimeProvider.System));
        return (recorder, new RunMeasurement(Profile, [recorder]));
    }

    private static TargetSample Target(double cpu) => new(1, 0, 100, 50, 5, 6, cpu, 0, 0);

    private static void Note(StreamRecorder recorder, int samples)
    {
        for (var i = 0; i < samples; i++)
        {
            recorder.Sent(TimeSpan.FromMicroseconds(i % 5_000));
            recorder.Ok(1, 10, TimeSpan.FromMicroseconds(i % 3_000_000), isGood: true);
        }
    }

    private static int Rounded(double value) => (int)Math.Round(value);
}
