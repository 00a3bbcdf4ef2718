using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Judge;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>Runs that never were: an hour of windows of a minute, each as it is told.</summary>
internal sealed record Timelines
{
    public const int Windows = 60;
    private const int Seconds = 60;
    private const long Mebibyte = 1 << 20;

    /// <summary>p95 of a window, in milliseconds.</summary>
    public Func<int, double> P95 { get; init; } = _ => 20;

    /// <summary>Resident memory at a window's end, in MiB; null: no sample.</summary>
    public Func<int, double?> WorkingSet { get; init; } = _ => 200;

    /// <summary>Managed heap, in MiB.</summary>
    public Func<int, double> Heap { get; init; } = _ => 50;

    public Func<int, int> Threads { get; init; } = _ => 20;

    public Func<int, int> Handles { get; init; } = _ => 200;

    public Func<int, int> Restarts { get; init; } = _ => 0;

    /// <summary>Answers of a window.</summary>
    public int Answers { get; init; } = 100;

    public int Count { get; init; } = Windows;

    public Outcomes Outcomes { get; init; } = new(Ok: 100_000, 0, 0, 0, 0, 0, 0);

    /// <summary>Outcomes of the warm-up.</summary>
    public Outcomes WarmUp { get; init; } = new(Ok: 1_000, 0, 0, 0, 0, 0, 0);

    public StreamLimits? Limits { get; init; }

    public bool RefusalsExpected { get; init; }

    public Percentiles Latency { get; init; } = new(100_000, 10, 8, 15, 20, 40, 90);

    public double LatenessP99 { get; init; } = 1;

    public double RunnerMemory { get; init; } = 100;

    public string? EndedEarly { get; init; }

    public IReadOnlyList<FaultFigures> Faults { get; init; } = [];

    public Rubric Rubric { get; init; } = new();

    public bool IsLocal { get; init; } = true;

    public Verdict Judge() => Judgement.On(Report(), EndedEarly);

    private SoakReport Report()
    {
        var stream = new StreamPlan(
            "query", new Amount(10, 0, 10, 10), new Amount(1, 0, 1, 1), 100, Connections: 1, RefusalsExpected: RefusalsExpected,
            Limits: Limits);
        var profile = new SoakProfile("synthetic", "Never ran", [new Phase("only", Windows * Seconds)], Seconds, Seconds, [stream], Rubric);
        // What is not judged is as bad as can be, and must not matter.
        List<TimelineWindow> timeline =
        [
            Window(-1, WindowKind.WarmUp, 9_000, WarmUp),
            .. Enumerable.Range(0, Count).Select(number => Window(number, WindowKind.Full, P95(number), Ok(Answers))),
            Window(Count, WindowKind.Partial, 9_000, Ok(1)),
            Window(Count + 1, WindowKind.Drain, 9_000, Ok(1)),
        ];
        var total = Figures(Outcomes, Latency);
        return SampleReport.Measured(profile, [total], [new PhaseFigures("only", [total])]) with
        {
            Timeline = timeline,
            Target = SampleReport.Target with { IsLocal = IsLocal },
            Faults = Faults,
        };
    }

    private TimelineWindow Window(int number, WindowKind kind, double p95, Outcomes outcomes) => new(
        number + 1, "only", kind, (number + 1) * Seconds, Seconds,
        [
            Figures(outcomes, new Percentiles(outcomes.Ok, p95 / 2, p95 / 2, p95, p95, 2 * p95, 3 * p95)),
        ], kind == WindowKind.Full
            ? Target(number)
            : null, new RunnerSample((long)(RunnerMemory * Mebibyte), number));

    private TargetSample? Target(int number) => WorkingSet(number) is { } memory
        ? new TargetSample(
            1, Restarts(number), (long)(memory * Mebibyte), (long)(Heap(number) * Mebibyte), IsLocal ? Threads(number) : null,
            IsLocal ? Handles(number) : null, number, 0, 0)
        : null;

    private StreamFigures Figures(Outcomes outcomes, Percentiles latency) => new(
        "query", Seconds, outcomes, outcomes.Ok, 10 * outcomes.Ok, outcomes.Ok, latency, new Percentiles(
            outcomes.Total, 0.5, 0.5, 0.8, 0.9, LatenessP99, 5), 0);

    private static Outcomes Ok(long count) => new(count, 0, 0, 0, 0, 0, 0);
}
