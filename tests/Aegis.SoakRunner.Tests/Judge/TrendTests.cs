using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Judge;

public sealed class TrendTests
{
    private const int Series = 200;
    private const int Windows = 60;

    // Slopes of all pairs of 1, 3, 2, 5 at 0, 1, 2, 3 s: 2, 0.5, 4/3, -1, 1, 3; their median is (1 + 4/3) / 2.
    // Mann and Kendall: S = 4, variance 4·3·13/18 = 8.667, z = 3/2.944 = 1.019, two-sided p = 0.3082.
    [Fact]
    public void Of_KnownSeries_GivesItsSlopeAndProbability()
    {
        var trend = Trend.Of([(0, 1), (1, 3), (2, 2), (3, 5)]);

        Assert.Equal((1 + (4.0 / 3)) / 2, trend.SlopePerSecond, 1e-12);
        Assert.Equal(3 * trend.SlopePerSecond, trend.Growth, 1e-12);
        Assert.Equal(0.3082, trend.Probability, 1e-3);
    }

    // Ties: 1, 1, 2, 2, 3. S = 8, variance (5·4·15 - 2·(2·1·9))/18 = 14.667, z = 7/3.830 = 1.828, p = 0.0676.
    [Fact]
    public void Of_Ties_AreCorrectedFor() => Assert.Equal(0.0676, Trend.Of([(0, 1), (1, 1), (2, 2), (3, 2), (4, 3)]).Probability, 1e-3);

    // Ten in order: S = 45, variance 10·9·25/18 = 125, z = 44/11.180 = 3.935, p = 8.3e-5; the same downwards.
    [Theory]
    [InlineData(2.0)]
    [InlineData(-2.0)]
    public void Of_StrictOrder_IsAsSignificantDownwards(double slope)
    {
        var trend = Trend.Of([.. Enumerable.Range(0, 10).Select(second => ((double)second, slope * second))]);

        Assert.Equal(slope, trend.SlopePerSecond, 1e-12);
        Assert.Equal(9 * slope, trend.Growth, 1e-12);
        Assert.Equal(8.3e-5, trend.Probability, 1e-6);
    }

    // Slopes of 0, 3, 4 at 0, 1, 4 s: 3, 1, 1/3.
    [Fact]
    public void Of_UnevenTimes_GivesTheSlopeByTime() => Assert.Equal(1, Trend.Of([(0, 0), (1, 3), (4, 4)]).SlopePerSecond, 1e-12);

    [Fact]
    public void Of_TwoPoints_IsNeverSignificant() => Assert.Equal(1, Trend.Of([(0, 1), (1, 9)]).Probability, 1e-6);

    [Fact]
    public void Of_Constant_HasNone() => Assert.Equal(new Trend(0, 0, 1), Trend.Of([(0, 7), (1, 7), (2, 7)]));

    [Fact]
    public void Of_OneOutlier_IsNotMoved() =>
        Assert.Equal(
            1, Trend.Of([.. Enumerable.Range(0, 50).Select(second => ((double)second, second == 20 ? 1e9 : second))]).SlopePerSecond, 0.05);

    [Fact]
    public void Judge_FlatNoise_FailsNearlyNever() => Assert.InRange(Failing(growth: 0, noise: 20), 0, 2);

    // Twice the limit, under noise of half of it.
    [Fact]
    public void Judge_LeakUnderNoise_FailsNearlyAlways() => Assert.InRange(Failing(growth: 64, noise: 16), 190, Series);

    private static int Failing(double growth, double noise) => Enumerable.Range(0, Series).Count(seed =>
    {
        var random = new SeededNoise(seed);
        var points = Enumerable.Range(0, Windows)
            .Select(window => ((double)window, (double?)(200 + (growth * window / Windows) + (noise * random.Next()))))
            .ToList();
        return GrowthRule.Judge(points, 32, 8, stepIsGrowth: false).Outcome == VerdictOutcome.Fail;
    });
}
