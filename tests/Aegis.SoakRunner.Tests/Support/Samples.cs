using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>What a runner sends in the course of a run.</summary>
internal static class Samples
{
    public const string RunId = "20260102-030405-smoke";

    public static readonly LiveState Idle = new(RunStatus.Idle, "http://127.0.0.1:5080/", null, null, null, 0, 0, null, null);

    public static readonly LiveState Running =
        Idle with
        {
            Status = RunStatus.Running, RunId = RunId, Profile = "smoke", Phase = "steady", ElapsedSeconds = 15, TotalSeconds = 60,
        };

    public static readonly LiveState Finished =
        Running with { Status = RunStatus.Finished, Phase = null, ElapsedSeconds = 60, Verdict = VerdictOutcome.Pass };

    public static readonly IReadOnlyList<ProfileItem> Profiles =
    [
        new("smoke", "A minute of light load: does it work at all?", 60),
        new("baseline", "Ten minutes at the rate that the documents promise.", 600),
        new("endurance", "Half an hour: does anything grow?", 1800),
    ];

    public static readonly IReadOnlyList<GateResult> Gates =
    [
        new("wrong answers", null, VerdictOutcome.Pass, "0", "0", null),
        new("error rate", null, VerdictOutcome.Pass, "0.00 %", "at most 0.1 %", null),
        new("p95 latency", "query", VerdictOutcome.Fail, "312 ms", "at most 250 ms", "Slower than the limit in 4 of 9 windows."),
        new("goodput", "query", VerdictOutcome.Pass, "99.7 %", "at least 99 %", null),
        new("p95 latency", "bulk", VerdictOutcome.Pass, "840 ms", "at most 2,000 ms", null),
        new("working set growth", null, VerdictOutcome.Inconclusive, "2.1 MiB", "at most 32 MiB", "Needs 8 full windows, has 3."),
    ];

    public static readonly IReadOnlyList<RunItem> Runs =
    [
        new(
            "20260102-030405-smoke", "smoke", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 60, VerdictOutcome.Pass,
            "every gate holds"),
        new(
            "20260101-200000-endurance", "endurance", new DateTimeOffset(2026, 1, 1, 20, 0, 0, TimeSpan.Zero), 1800, VerdictOutcome.Fail,
            "p95 latency of query: 312 ms, at most 250 ms"),
        new(
            "20260101-190000-baseline", "baseline", new DateTimeOffset(2026, 1, 1, 19, 0, 0, TimeSpan.Zero), 600,
            VerdictOutcome.Inconclusive, "working set growth: needs 8 full windows, has 3"),
        new(
            "20260101-180000-spike", "spike", new DateTimeOffset(2026, 1, 1, 18, 0, 0, TimeSpan.Zero), 42, VerdictOutcome.Stopped,
            "stopped by the user"),
        new("20260101-170000-overload", "overload", new DateTimeOffset(2026, 1, 1, 17, 0, 0, TimeSpan.Zero), 12, null, null),
    ];

    public static LiveTick Tick(int second, double ok = 50, double failed = 0) => new(
        second,
        [
            new("query", ok, 0, failed, 4.2 + (second % 5), 11.5 + (second % 7), 38 + (second % 11), 3),
            new("bulk", 6 + (second % 3), second % 4, 0, 140 + (second % 9), 310 + (second % 13), 620, 8),
        ],
        (300L << 20) + (second * 40_000L),
        (80L << 20) + ((second % 20) * 1_000_000L),
        4 + (second % 6),
        1.4 + (second % 5 * 0.05));

    public static IReadOnlyList<LiveTick> Ticks(int count) =>
        [.. Enumerable.Range(1, count).Select(second => Tick(second, 48 + (second % 6)))];
}
