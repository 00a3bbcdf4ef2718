using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Judge;

/// <summary>Limits at their edges, and limits for which too little was measured.</summary>
public sealed class LimitTests
{
    private static readonly Percentiles Few = new(19, 1, 1, 1, 1, 1, 1);

    public static TheoryData<string, int> MinAnswers => new() { { "p50", 20 }, { "p95", 20 }, { "p99", 100 } };

    [Theory]
    [MemberData(nameof(MinAnswers))]
    public void On_AnswersOfAPercentile_HaveToBeEnough(string gate, int least)
    {
        var limits =
            gate switch { "p50" => new StreamLimits(P50Ms: 5), "p95" => new StreamLimits(P95Ms: 5), _ => new StreamLimits(P99Ms: 5) };

        Assert.Equal(VerdictOutcome.Pass, Of(gate, new Timelines { Limits = limits, Latency = Few with { Count = least } }).Outcome);
        Assert.Equal(
            VerdictOutcome.Inconclusive, Of(gate, new Timelines { Limits = limits, Latency = Few with { Count = least - 1 } }).Outcome);
    }

    [Fact]
    public void On_OneSlowWindow_FailsTheWorstWindow() =>
        Assert.Equal(
            VerdictOutcome.Fail,
            Of(
                "worst window p95",
                new Timelines { P95 = window => window == 31 ? 101 : 20, Limits = new StreamLimits(WorstWindowP95Ms: 100) }).Outcome);

    [Fact]
    public void On_NoFullWindow_CannotTellTheWorst() =>
        Assert.Equal(
            VerdictOutcome.Inconclusive,
            Of("worst window p95", new Timelines { Count = 0, Limits = new StreamLimits(WorstWindowP95Ms: 100) }).Outcome);

    [Theory]
    [InlineData(30, (int)VerdictOutcome.Pass)]
    [InlineData(31, (int)VerdictOutcome.Fail)]
    public void On_Refusals_HoldUpToTheirRate(int refused, int outcome)
    {
        var run =
            new Timelines
            {
                RefusalsExpected = true, Outcomes = new Outcomes(970 + (30 - refused), refused, 0, 0, 0, 0, 0),
                Limits = new StreamLimits(RefusalRate: 0.03),
            };

        Assert.Equal((VerdictOutcome)outcome, Of("refusals", run).Outcome);
        Assert.Equal(VerdictOutcome.Pass, Of("error rate", run).Outcome);
    }

    // Refused requests are due, and not good.
    [Fact]
    public void On_ExpectedRefusals_CountAgainstGoodput() => Assert.Equal(
        VerdictOutcome.Fail,
        Of(
            "goodput",
            new Timelines
            {
                RefusalsExpected = true, Outcomes = new Outcomes(900, 101, 0, 0, 0, 0, 0), Limits = new StreamLimits(Goodput: 0.9),
            }).Outcome);

    [Fact]
    public void On_NothingDue_CannotTellGoodput() =>
        Assert.Equal(
            VerdictOutcome.Inconclusive,
            Of("goodput", new Timelines { Outcomes = new Outcomes(0, 0, 0, 0, 0, 0, 0), Limits = new StreamLimits(Goodput: 0.9) }).Outcome);

    [Theory]
    [InlineData(20, 200, 100, (int)VerdictOutcome.Pass)]
    [InlineData(20.1, 200, 100, (int)VerdictOutcome.Inconclusive)]
    [InlineData(20, 200.1, 100, (int)VerdictOutcome.Inconclusive)]
    [InlineData(20, 200, 99, (int)VerdictOutcome.Inconclusive)]
    public void On_Doubts_HoldUpToTheirLimits(double lateness, double memory, int thousands, int outcome)
    {
        var run =
            new Timelines { LatenessP99 = lateness, RunnerMemory = memory, Outcomes = new Outcomes(thousands * 10, 0, 0, 0, 0, 0, 0) };

        Assert.Equal((VerdictOutcome)outcome, run.Judge().Outcome);
    }

    [Fact]
    public void On_NoGateSet_JudgesWhatHasNoLimit()
    {
        var run =
            new Timelines
            {
                Count = 3, P95 = window => 20 * (1 + window),
                Rubric = new Rubric(
                    P95Drift: null, LatencyGrowth: null, WorkingSetGrowth: null, HeapGrowth: null, ThreadGrowth: null, HandleGrowth: null),
            };

        Assert.Equal(
            ["wrong answers", "error rate", "requests", "send lateness p99", "runner's memory", "run to its end", "restarts"],
            run.Judge().Gates.Select(gate => gate.Gate));
        Assert.Equal(VerdictOutcome.Pass, run.Judge().Outcome);
    }

    [Fact]
    public void On_FaultsTakenRightly_Passes() =>
        Assert.Equal(VerdictOutcome.Pass, new Timelines { Faults = [new FaultFigures("hang up", 10, 10, null)] }.Judge().Outcome);

    [Fact]
    public void On_EndedEarlyWithAFailure_Fails() =>
        Assert.Equal(VerdictOutcome.Fail, new Timelines { EndedEarly = "stopped", Restarts = _ => 1 }.Judge().Outcome);

    [Fact]
    public void On_SmallDrift_IsNoise()
    {
        var run = new Timelines { P95 = window => window == Timelines.Windows - 1 ? 6 : 1 };

        Assert.Equal(VerdictOutcome.Pass, run.Judge().Outcome);
        Assert.Equal(VerdictOutcome.Fail, (run with { P95 = window => window == Timelines.Windows - 1 ? 6.1 : 1 }).Judge().Outcome);
    }

    private static GateResult Of(string gate, Timelines run) => run.Judge().Gates.Single(result => result.Gate == gate);
}
