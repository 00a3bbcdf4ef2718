using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Judge;

/// <summary>How often the rule is wrong: 200 seeded series of each kind, 60 windows, limit 32.</summary>
public sealed class GrowthRuleTests
{
    private const int Series = 200;
    private const int Windows = 60;
    private const int Limit = 32;
    private const int LeastWindows = 8;

    // Noise as large as the limit and twice as large; a test at 1 % is wrong upwards in one of 200.
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void Judge_FlatUnderStrongNoise_FailsNearlyNever(double noise) => Assert.InRange(Failing(_ => 0, noise), 0, Series * 3 / 100);

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void Judge_LatencyUnderStrongNoise_FailsNearlyNever(double noise) =>
        Assert.InRange(Failing(_ => 0, noise, stepIsGrowth: true), 0, Series * 3 / 100);

    // Noise of three quarters of the limit, up and down, hides some: the last third has to rise by itself.
    [Theory]
    [InlineData(4, 98)]
    [InlineData(8, 98)]
    [InlineData(16, 95)]
    [InlineData(24, 85)]
    public void Judge_LeakOfTwiceTheLimit_FailsNearlyAlways(double noise, int percent) =>
        Assert.InRange(Failing(at => 64 * at, noise), Series * percent / 100, Series);

    // Memory that is given back now and then, and each time a little less of it.
    [Fact]
    public void Judge_LeakUnderASawtooth_FailsNearlyAlways() =>
        Assert.InRange(Failing(at => (90 * at) + (20 * (at * 10 % 1)), noise: 4), Series * 95 / 100, Series);

    // A leak does not become none by a step on top of it.
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    public void Judge_StepInALeak_FailsNearlyAlways(double when) =>
        Assert.InRange(Failing(at => (90 * at) + (at < when ? 0 : 60), noise: 4), Series * 95 / 100, Series);

    [Fact]
    public void Judge_LeakThatBeginsHalfWayUnderNoise_FailsNearlyAlways() =>
        Assert.InRange(Failing(at => 200 * Math.Max(0, at - 0.5), noise: 8), Series * 95 / 100, Series);

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.7)]
    [InlineData(0.75)]
    [InlineData(0.8)]
    [InlineData(0.9)]
    public void Judge_StepUnderNoise_FailsNearlyNever(double when) =>
        Assert.InRange(Failing(at => at < when ? 0 : 100, noise: 8), 0, Series * 3 / 100);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.15)]
    public void Judge_GrowthThatLevelsOffUnderNoise_FailsNearlyNever(double rate) =>
        Assert.InRange(Failing(at => 120 * (1 - Math.Exp(-at / rate)), noise: 4), 0, Series * 3 / 100);

    [Fact]
    public void Judge_Step_SaysThatItIsOne()
    {
        var growth = GrowthRule.Judge(Points(at => at < 0.5 ? 0 : 100, 0, 0), Limit, LeastWindows, stepIsGrowth: false);

        Assert.Equal(VerdictOutcome.Pass, growth.Outcome);
        Assert.Equal("it rose and then stayed: a step, not a leak", growth.Explanation);
    }

    [Fact]
    public void Judge_GrowthOfExactlyTheLimit_Passes()
    {
        const double FullLength = Windows / (Windows - 1.0);

        Assert.Equal(VerdictOutcome.Pass, Judge(Points(at => (Limit - 0.001) * FullLength * at, 0, 0)));
        Assert.Equal(VerdictOutcome.Fail, Judge(Points(at => (Limit + 0.001) * FullLength * at, 0, 0)));
    }

    [Fact]
    public void Judge_ShrinkingSeries_Passes() => Assert.Equal(VerdictOutcome.Pass, Judge(Points(at => -500 * at, 0, 0)));

    // A fifth may be missing, not more.
    [Theory]
    [InlineData(12, (int)VerdictOutcome.Pass)]
    [InlineData(13, (int)VerdictOutcome.Inconclusive)]
    [InlineData(60, (int)VerdictOutcome.Inconclusive)]
    public void Judge_MissingValues_AreBornUpToAFifth(int missing, int outcome) =>
        Assert.Equal(
            (VerdictOutcome)outcome,
            Judge([.. Points(_ => 0, 4, 1).Select((point, window) => window < missing ? (point.Seconds, null) : point)]));

    [Theory]
    [InlineData(LeastWindows - 1, (int)VerdictOutcome.Inconclusive)]
    [InlineData(LeastWindows, (int)VerdictOutcome.Pass)]
    public void Judge_FewWindows_TellNothing(int windows, int outcome) =>
        Assert.Equal((VerdictOutcome)outcome, Judge([.. Points(_ => 0, 0, 0).Take(windows)]));

    [Fact]
    public void Judge_NoWindows_TellNothing() => Assert.Equal(VerdictOutcome.Inconclusive, Judge([]));

    private static int Failing(Func<double, double> course, double noise, bool stepIsGrowth = false) =>
        Enumerable.Range(1_000, Series)
            .Count(seed => GrowthRule.Judge(Points(course, noise, seed), Limit, LeastWindows, stepIsGrowth).Outcome == VerdictOutcome.Fail);

    private static VerdictOutcome Judge(IReadOnlyList<(double, double?)> points) =>
        GrowthRule.Judge(points, Limit, LeastWindows, stepIsGrowth: false).Outcome;

    /// <param name="course">Value by the share of the run that is over.</param>
    /// <param name="noise">Most that is added or taken.</param>
    /// <param name="seed">Seed of the noise.</param>
    private static List<(double Seconds, double? Value)> Points(Func<double, double> course, double noise, int seed)
    {
        var random = new SeededNoise(seed);
        return
        [
            .. Enumerable.Range(0, Windows)
                .Select(window => (30.0 * window, (double?)(200 + course((double)window / Windows) + (noise * random.Next())))),
        ];
    }
}
