using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>A made-up run: two streams, two phases, windows without a sample of the target, every outcome of a gate.</summary>
internal static class SampleReport
{
    /// <summary>What a server or a profile might try to smuggle in.</summary>
    public const string Hostile = "<script>alert('x')</script> | a\nb \u0001 \uD800 & \"q\" ]]> ![i](http://evil.example/i.png)";

    private const int WindowSeconds = 10;

    /// <summary>The target of a run of which nothing else is known.</summary>
    public static TargetFacts Target { get; } = new("http://127.0.0.1:5080/", true, null, null, null, null, null, null, null);

    /// <summary>A run that is not judged yet, without a timeline.</summary>
    public static SoakReport Measured(SoakProfile profile, IReadOnlyList<StreamFigures> totals, IReadOnlyList<PhaseFigures> phases) => new(
        1, "id", DateTimeOffset.UnixEpoch, "command", profile, new(
            "cpu", 1, 1, "os", "net"), Target, "runner", [], totals, phases, [], [], [], Verdict.NotJudged);

    /// <param name="windows">Windows of the timeline; the first three are warm-up, the last is the drain.</param>
    /// <param name="text">Put wherever text comes from outside; null: ordinary text.</param>
    /// <param name="slower">Factor of all latencies.</param>
    public static SoakReport Build(int windows = 45, string? text = null, double slower = 1)
    {
        TimelineWindow[] timeline = [.. Enumerable.Range(0, windows).Select(number => Window(number, windows, text, slower))];
        StreamFigures[] totals = [Figures("interactive", text, 410, 20, 38 * slower, 0), Figures("bulk", text, 410, 4, 420 * slower, 12)];
        return new SoakReport(
            1, "20260102-030405-sample", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            text ?? "aegis-soak run --profile sample --target http://127.0.0.1:5080",
            Profile(text),
            new("Example CPU 3.2 GHz", 8, 32L << 30, text ?? "Linux 6.12", ".NET 10.0.1"),
            new(
                "http://127.0.0.1:5080/", true, "0.1.0+abcdef0", "onnx", text ?? "bge-small-en-v1.5", new string('a', 64), "cpu", "fp32",
                "1.31.1"),
            "0.1.0+abcdef0", timeline, totals,
            [new("alone", [totals[0]]), new("together", totals)],
            [new("hang up", 12, 12, null), new("broken JSON", 12, 11, text ?? "answered 500 instead of 400")],
            [
                new(123.4, "bulk", OutcomeKind.WrongAnswer, text ?? "the vector of input 3 has norm 0.4", 7),
                new(200, "interactive", OutcomeKind.TimedOut, "no answer in 60 s", 1),
            ],
            [text ?? "Handles are not known on this system."],
            new(VerdictOutcome.Fail, text ?? "p95 of bulk is above its limit",
            [
                new("p95", "interactive", VerdictOutcome.Pass, "48.1 ms", "60 ms", null),
                new("p95", "bulk", VerdictOutcome.Fail, "1,234.5 ms", "900 ms", text ?? "Above the limit since window 12."),
                new("working set growth", null, VerdictOutcome.Inconclusive, "not known", "32 MiB", "4 of 40 windows have no sample."),
                new(text ?? "error rate", null, VerdictOutcome.Pass, "0.01 %", "0.1 %", null),
            ]));
    }

    public static SoakProfile Profile(string? text = null) => new(
        "sample", text ?? "Interactive queries beside a bulk indexer.", [new("alone", 200), new("together", 200)], 30, WindowSeconds,
        [
            new("interactive", new(24, 0.5, 4, 64), new(1, 0, 1, 1), 100, Open: new(ArrivalKind.Poisson, 20), Limits: new(P95Ms: 60)),
            new(
                text ?? "bulk", new(256, 0.3, 64, 500), new(16, 0, 16, 16), 2_000, Connections: 4, Phases: ["together"],
                RefusalsExpected: true),
        ],
        new Rubric(Ratios: [new("fairness", "interactive", 95, "together", "alone", 2)]),
        new FaultPlan([FaultKind.HangUp, FaultKind.BrokenJson], 15));

    private static TimelineWindow Window(int number, int windows, string? text, double slower)
    {
        var together = number > windows / 2;
        var kind = number < 3
            ? WindowKind.WarmUp
            : number == windows - 1
            ? WindowKind.Drain
            : number == windows - 2
            ? WindowKind.Partial
            : WindowKind.Full;
        var wave = Math.Sin(number / 3.0);
        StreamFigures[] streams = together
            ?
            [
                Figures("interactive", text, WindowSeconds, 19 + wave, (60 + (8 * wave)) * slower, 0),
                Figures("bulk", text, WindowSeconds, 4 + (wave / 2), (420 + (90 * wave)) * slower, number % 5),
            ]
            : [Figures("interactive", text, WindowSeconds, 20 + wave, (30 + (5 * wave)) * slower, 0)];
        TargetSample? target = number is > 8 and < 13
            ? null
            : new(
                4321, 0, (480L << 20) + (number * 200_000L), (64L << 20) + ((number % 7) << 20), 31, null, number * 21.5,
                together ? 12 + (6 * wave) : 1, together ? 3_000 : 24);
        return new(
            number, together ? "together" : "alone", kind, number * WindowSeconds, WindowSeconds, kind == WindowKind.Drain ? [] : streams,
            target, new(90L << 20, number * 1.5));
    }

    private static StreamFigures Figures(string stream, string? text, double seconds, double perSecond, double ms, long refused)
    {
        var ok = (long)(seconds * perSecond);
        return new(
            stream == "bulk" ? text ?? stream : stream, seconds, new(ok, refused, refused / 4, 0, 0, 0, 0), ok, ok * 31, ok - 2,
            new(ok, ms, ms, ms * 1.3, ms * 1.5, ms * 2.2, ms * 4), new(ok, 0.2, 0.1, 0.3, 0.5, 1.25, 4), 3);
    }
}
