using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Judge;

/// <summary>Synthetic runs, each with the verdict that it must get and the gates that decide it.</summary>
public sealed class JudgementTests
{
    private static readonly Outcomes Fine = new(100_000, 0, 0, 0, 0, 0, 0);

    [Fact]
    public void On_Flat_Passes() => Decides(new Timelines(), VerdictOutcome.Pass);

    [Fact]
    public void On_Noisy_Passes() => Decides(
        new Timelines
        {
            P95 = window => 20 + (6 * Noise(window, 1)), WorkingSet = window => 200 + (20 * Noise(window, 2)),
            Heap = window => 50 + (25 * Noise(window, 3)), Threads = window => 20 + (int)(3 * Noise(window, 4)),
        },
        VerdictOutcome.Pass);

    [Fact]
    public void On_SawtoothHeap_Passes() =>
        Decides(new Timelines { Heap = window => 40 + (80.0 * (window % 12) / 12) }, VerdictOutcome.Pass);

    // A cache that fills, an arena that is taken.
    [Fact]
    public void On_MemoryThatLevelsOff_Passes() =>
        Decides(new Timelines { WorkingSet = window => 200 + (120 * (1 - Math.Exp(-window / 6.0))) }, VerdictOutcome.Pass);

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.7)]
    [InlineData(0.75)]
    [InlineData(0.8)]
    [InlineData(0.85)]
    [InlineData(0.9)]
    public void On_MemoryStepThatStays_Passes(double at) =>
        Decides(new Timelines { WorkingSet = window => window < at * Timelines.Windows ? 200 : 300 }, VerdictOutcome.Pass);

    [Fact]
    public void On_SlowLeakOfMemory_Fails() =>
        Decides(new Timelines { WorkingSet = window => 200 + window + (8 * Noise(window, 5)) }, VerdictOutcome.Fail, "working set growth");

    [Fact]
    public void On_LeakThatBeginsHalfWay_Fails() =>
        Decides(new Timelines { WorkingSet = window => 200 + (4 * Math.Max(0, window - 25)) }, VerdictOutcome.Fail, "working set growth");

    [Fact]
    public void On_LeakUnderASawtooth_Fails() =>
        Decides(new Timelines { Heap = window => 40 + (20.0 * (window % 6) / 6) + (1.5 * window) }, VerdictOutcome.Fail, "heap growth");

    [Fact]
    public void On_ThreadsThatAreNotGivenBack_Fails() =>
        Decides(new Timelines { Threads = window => 20 + (window / 4) }, VerdictOutcome.Fail, "thread growth");

    [Fact]
    public void On_HandlesThatAreNotGivenBack_Fails() =>
        Decides(new Timelines { Handles = window => 200 + window }, VerdictOutcome.Fail, "handle growth");

    [Fact]
    public void On_LatencyThatDrifts_Fails() =>
        Decides(new Timelines { P95 = window => 20 + (0.5 * window) }, VerdictOutcome.Fail, "p95 drift", "p95 growth");

    // A step of latency that stays is no leak, and a failure all the same.
    [Fact]
    public void On_LatencyStep_Fails() =>
        Decides(new Timelines { P95 = window => window < 30 ? 20 : 45 }, VerdictOutcome.Fail, "p95 drift", "p95 growth");

    [Theory]
    [InlineData(40, (int)VerdictOutcome.Pass)]
    [InlineData(40.5, (int)VerdictOutcome.Fail)]
    public void On_DriftAtTheLimit_IsTheLastThatPasses(double last, int outcome) => Decides(
        new Timelines { P95 = window => window == Timelines.Windows - 1 ? last : 20 }, (
            VerdictOutcome)outcome, outcome == (int)VerdictOutcome.Fail
            ? ["p95 drift"]
            : []);

    // The p95 of ten answers is their slowest one.
    [Fact]
    public void On_OneSlowAnswerAmongFew_Passes() =>
        Decides(new Timelines { Answers = 10, P95 = window => window == Timelines.Windows - 1 ? 300 : 20 }, VerdictOutcome.Pass);

    [Fact]
    public void On_DriftOfFewAnswers_Fails() =>
        Decides(new Timelines { Answers = 10, P95 = window => window < 45 ? 20 : 60 }, VerdictOutcome.Fail, "p95 drift");

    [Fact]
    public void On_Restart_Fails() => Decides(new Timelines { Restarts = window => window < 30 ? 0 : 1 }, VerdictOutcome.Fail, "restarts");

    [Fact]
    public void On_AFewSamplesMissing_Passes() =>
        Decides(new Timelines { WorkingSet = window => window % 10 == 0 ? null : 200 }, VerdictOutcome.Pass);

    [Fact]
    public void On_ManySamplesMissing_IsInconclusive() => Decides(
        new Timelines
        {
            WorkingSet = window => window % 3 == 0 ? null : 200,
        }, VerdictOutcome.Inconclusive, "working set growth", "heap growth", "thread growth", "handle growth");

    [Fact]
    public void On_NoSampleAtAll_IsInconclusive() => Decides(
        new Timelines
        {
            WorkingSet = _ => null,
        }, VerdictOutcome.Inconclusive, "working set growth", "heap growth", "thread growth", "handle growth");

    [Fact]
    public void On_TargetElsewhere_IsNotHeldToItsThreads() => Decides(new Timelines { IsLocal = false }, VerdictOutcome.Pass);

    [Fact]
    public void On_TooShort_IsInconclusive() => Decides(
        new Timelines
        {
            Count = 7,
        }, VerdictOutcome.Inconclusive, "p95 trend", "working set growth", "heap growth", "thread growth", "handle growth");

    [Fact]
    public void On_TooFewRequests_IsInconclusive() =>
        Decides(new Timelines { Outcomes = Fine with { Ok = 999 } }, VerdictOutcome.Inconclusive, "requests");

    [Fact]
    public void On_EndedEarly_IsInconclusive() =>
        Decides(new Timelines { EndedEarly = "stopped" }, VerdictOutcome.Inconclusive, "run to its end");

    [Fact]
    public void On_SentTooLate_IsInconclusive() =>
        Decides(new Timelines { LatenessP99 = 21 }, VerdictOutcome.Inconclusive, "send lateness p99");

    [Fact]
    public void On_RunnerThatGrew_IsInconclusive() =>
        Decides(new Timelines { RunnerMemory = 201 }, VerdictOutcome.Inconclusive, "runner's memory");

    [Fact]
    public void On_WrongAnswerInTheWarmUp_Fails() =>
        Decides(new Timelines { WarmUp = Fine with { WrongAnswer = 1 } }, VerdictOutcome.Fail, "wrong answers");

    [Fact]
    public void On_FailureBesideDoubt_Fails() =>
        Decides(new Timelines { Count = 7, WarmUp = Fine with { WrongAnswer = 1 } }, VerdictOutcome.Fail, "wrong answers");

    public static TheoryData<string> Errors => ["refused", "timed out", "connection failed", "server error", "unsent"];

    [Theory]
    [MemberData(nameof(Errors))]
    public void On_ErrorsOfAnyKind_CountForTheRate(string kind)
    {
        Decides(new Timelines { Outcomes = With(kind, 100) with { Ok = 99_900 } }, VerdictOutcome.Pass);
        Decides(new Timelines { Outcomes = With(kind, 101) with { Ok = 99_899 } }, VerdictOutcome.Fail, "error rate");
    }

    [Fact]
    public void On_ExpectedRefusals_AreNoErrors()
    {
        var refused = new Timelines { Outcomes = With("refused", 50_000), RefusalsExpected = true };

        Decides(refused, VerdictOutcome.Pass);
        Decides(refused with { Limits = new StreamLimits(RefusalRate: 0.3) }, VerdictOutcome.Fail, "refusals");
    }

    public static TheoryData<string> Limits => ["p50", "p95", "p99", "worst window p95", "goodput"];

    [Theory]
    [MemberData(nameof(Limits))]
    public void On_Limit_HoldsUpToIt(string gate)
    {
        var latency = new Percentiles(100_000, 10, 30, 30, 30, 30, 90);
        var outcomes = gate == "goodput" ? new Outcomes(99_910, 90, 0, 0, 0, 0, 0) : Fine;
        var run = new Timelines { Latency = latency, P95 = _ => 30, Outcomes = outcomes };

        Decides(run with { Limits = LimitOf(gate, 30, 0.999) }, VerdictOutcome.Pass);
        Decides(run with { Limits = LimitOf(gate, 29.9, 0.9995) }, VerdictOutcome.Fail, gate);
    }

    [Fact]
    public void On_TooFewAnswersForP99_IsInconclusive() => Decides(
        new Timelines
        {
            Latency = new Percentiles(99, 1, 1, 1, 1, 1, 1), Limits = new StreamLimits(P99Ms: 100),
        }, VerdictOutcome.Inconclusive, "p99");

    [Fact]
    public void On_FaultTakenWrongly_Fails() =>
        Decides(
            new Timelines { Faults = [new FaultFigures("broken JSON", 10, 9, "status 500 instead of 400")] }, VerdictOutcome.Fail,
            "fault: broken JSON");

    [Fact]
    public void On_Reason_IsTheGravestGateWithItsNumbers()
    {
        var verdict = new Timelines { WarmUp = Fine with { WrongAnswer = 3 }, Restarts = _ => 1 }.Judge();

        Assert.StartsWith("wrong answers: 3 (0)", verdict.Reason, StringComparison.Ordinal);
        Assert.EndsWith("and 1 more", verdict.Reason, StringComparison.Ordinal);
    }

    private static void Decides(Timelines run, VerdictOutcome outcome, params string[] gates)
    {
        var verdict = run.Judge();

        Assert.Equal(outcome, verdict.Outcome);
        Assert.Equal(
            outcome == VerdictOutcome.Pass ? [] : gates.Order(StringComparer.Ordinal),
            verdict.Gates.Where(gate => gate.Outcome == outcome && outcome != VerdictOutcome.Pass)
                .Select(gate => gate.Gate)
                .Order(StringComparer.Ordinal));
    }

    private static Outcomes With(string kind, long count) => kind switch
    {
        "refused" => Fine with { Refused = count },
        "timed out" => Fine with { TimedOut = count },
        "connection failed" => Fine with { ConnectionFailed = count },
        "server error" => Fine with { ServerError = count },
        _ => Fine with { Unsent = count },
    };

    private static StreamLimits LimitOf(string gate, double milliseconds, double goodput) => gate switch
    {
        "p50" => new StreamLimits(P50Ms: milliseconds),
        "p95" => new StreamLimits(P95Ms: milliseconds),
        "p99" => new StreamLimits(P99Ms: milliseconds),
        "worst window p95" => new StreamLimits(WorstWindowP95Ms: milliseconds),
        _ => new StreamLimits(Goodput: goodput),
    };

    private static double Noise(int window, int series) => new SeededNoise((window * 31) + series).Next();
}
