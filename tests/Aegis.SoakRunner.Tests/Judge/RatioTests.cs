using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Judge;

/// <summary>A stream held to what it was in another phase.</summary>
public sealed class RatioTests
{
    private const int AtMost = 10;
    private const int FloorMs = 50;

    [Theory]
    [InlineData(6.0, 60.0, (int)VerdictOutcome.Pass)]
    [InlineData(6.0, 60.1, (int)VerdictOutcome.Fail)]
    [InlineData(1.0, 50.0, (int)VerdictOutcome.Pass)] // fifty times, and still fast
    [InlineData(1.0, 50.1, (int)VerdictOutcome.Fail)]
    [InlineData(90.0, 45.0, (int)VerdictOutcome.Pass)] // faster than alone
    public void On_Ratio_HoldsUpToItsLimitOrItsFloor(double alone, double beside, int outcome) =>
        Assert.Equal((VerdictOutcome)outcome, Gate(At(alone), At(beside)).Outcome);

    [Fact]
    public void On_NoAnswerInTheJudgedPhase_Fails()
    {
        var gate = Gate(At(6), Percentiles.None);

        Assert.Equal(VerdictOutcome.Fail, gate.Outcome);
        Assert.Equal("no answer in 'beside bulk'", gate.Explanation);
    }

    [Fact]
    public void On_NoAnswerInTheBasePhase_IsInconclusive()
    {
        var gate = Gate(Percentiles.None, At(6));

        Assert.Equal(VerdictOutcome.Inconclusive, gate.Outcome);
        Assert.Equal("no answer in 'alone'", gate.Explanation);
    }

    [Theory]
    [InlineData(50, 100)]
    [InlineData(90, 200)]
    [InlineData(95, 300)]
    [InlineData(99, 400)]
    [InlineData(100, 500)]
    public void On_Percentile_IsTheOneThatIsNamed(double percentile, double value)
    {
        var gate = Gate(new Percentiles(1_000, 10, 10, 20, 30, 40, 50), new Percentiles(1_000, 100, 100, 200, 300, 400, 500), percentile);

        Assert.Equal(VerdictOutcome.Pass, gate.Outcome);
        Assert.Contains($"{value:0}.0 ms in 'beside bulk'", gate.Measured, StringComparison.Ordinal);
    }

    private static GateResult Gate(Percentiles alone, Percentiles beside, double percentile = 95)
    {
        var stream = new StreamPlan("query", new Amount(10, 0, 10, 10), new Amount(1, 0, 1, 1), 100, Connections: 1);
        var rubric = new Rubric(Ratios: [new RatioLimit("fairness", "query", percentile, "beside bulk", "alone", AtMost, FloorMs)]);
        var profile = new SoakProfile(
            "synthetic", "Never ran", [new Phase("alone", 60), new Phase("beside bulk", 60)], 0, 10, [stream], rubric);
        var phases = new[] { new PhaseFigures("alone", [Figures(alone)]), new PhaseFigures("beside bulk", [Figures(beside)]) };
        return Judgement.On(SampleReport.Measured(profile, [Figures(alone)], phases), endedEarly: null).Gates
            .Single(gate => gate is { Gate: "fairness", Stream: "query" });
    }

    private static Percentiles At(double p95) => new(1_000, p95, p95, p95, p95, 9_000, 9_000);

    private static StreamFigures Figures(Percentiles latency) =>
        new(
            "query", 60, new Outcomes(latency.Count, 0, 0, 0, 0, 0, 0), latency.Count, latency.Count, latency.Count, latency,
            Percentiles.None, 0);
}
