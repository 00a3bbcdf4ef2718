using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Tests.Load;

public sealed class ArrivalScheduleTests
{
    private static readonly RunPhase[] OneMinute = [new("only", false, 0, 60)];

    [Fact]
    public void Of_Constant_IsEvenlySpaced()
    {
        var due = Due(new Arrivals(ArrivalKind.Constant, 50), OneMinute);

        Assert.Equal(3_000, due.Count);
        Assert.All(due.Zip(due.Skip(1)), pair => Assert.Equal(0.02, pair.Second - pair.First, 1e-6));
    }

    // 6,000 arrivals vary by 77; exponential gaps have a standard deviation that is their mean.
    [Fact]
    public void Of_Poisson_HasItsRateAndItsSpread()
    {
        var due = Due(new Arrivals(ArrivalKind.Poisson, 100), OneMinute);
        var gaps = due.Zip(due.Skip(1), (first, second) => second - first).ToList();
        var deviation = Math.Sqrt(gaps.Average(gap => Math.Pow(gap - gaps.Average(), 2)));

        Assert.InRange(due.Count, 6_000 - 232, 6_000 + 232);
        Assert.Equal(1, deviation / gaps.Average(), 0.06);
    }

    [Fact]
    public void Of_Ramp_RisesFromOneRateToTheOther()
    {
        var due = Due(new Arrivals(ArrivalKind.Ramp, 10, ToPerSecond: 110), OneMinute);

        Assert.Equal(3_600, due.Count);
        Assert.InRange(due.Count(at => at < 6), 90 - 2, 90 + 2);
        Assert.InRange(due.Count(at => at >= 54), 630 - 2, 630 + 2);
        Assert.Equal(due.Order(), due);
    }

    [Fact]
    public void Of_FallingRamp_EndsAtItsLowerRate()
    {
        var due = Due(new Arrivals(ArrivalKind.Ramp, 110, ToPerSecond: 10), OneMinute);

        Assert.Equal(3_600, due.Count);
        Assert.InRange(due.Count(at => at < 6), 630 - 2, 630 + 2);
        Assert.InRange(due.Count(at => at >= 54), 90 - 2, 90 + 2);
        Assert.All(due, at => Assert.InRange(at, 0, 60));
        Assert.Equal(due.Order(), due);
    }

    [Fact]
    public void Of_RampWithOneRate_IsConstant() =>
        Assert.Equal(Due(new Arrivals(ArrivalKind.Constant, 50), OneMinute), Due(new Arrivals(ArrivalKind.Ramp, 50), OneMinute));

    // The ramp is that of each phase, not of the run.
    [Fact]
    public void Of_RampInTwoPhases_BeginsAnewInEach()
    {
        var due = Due(new Arrivals(ArrivalKind.Ramp, 10, ToPerSecond: 110), [new("a", false, 0, 60), new("b", false, 60, 120)]);

        Assert.Equal(7_200, due.Count);
        Assert.All(due.Take(3_600).Zip(due.Skip(3_600)), pair => Assert.Equal(60, pair.Second - pair.First, 1e-6));
    }

    // Of exponential gaps, 36.8 of 100 are longer than their mean, 5 of 100 longer than three times.
    [Fact]
    public void Of_PoissonGaps_AreExponential()
    {
        var due = Due(new Arrivals(ArrivalKind.Poisson, 100), OneMinute);
        var gaps = due.Zip(due.Skip(1), (first, second) => second - first).ToList();

        Assert.Equal(0.368, gaps.Count(gap => gap > 0.01) / (double)gaps.Count, 0.03);
        Assert.Equal(0.050, gaps.Count(gap => gap > 0.03) / (double)gaps.Count, 0.01);
    }

    [Fact]
    public void Of_OtherSeed_IsAnother() => Assert.NotEqual(
        ArrivalSchedule.Of(new Arrivals(ArrivalKind.Poisson, 10), OneMinute, 7).Take(9),
        ArrivalSchedule.Of(new Arrivals(ArrivalKind.Poisson, 10), OneMinute, 8).Take(9));

    [Fact]
    public void Of_NoPhase_IsNever() => Assert.Empty(Due(new Arrivals(ArrivalKind.Poisson, 10), []));

    // A day of it is read as it is due, and never held.
    [Fact]
    public void Of_LongRun_IsNotMadeBeforehand() =>
        Assert.Equal(
            TimeSpan.Zero, ArrivalSchedule.Of(new Arrivals(ArrivalKind.Constant, 100_000), [new("day", false, 0, 86_400)], 7).First());

    [Fact]
    public void Of_Bursts_AreDueTogetherAndKeepTheRate()
    {
        var due = Due(new Arrivals(ArrivalKind.Burst, 30, BurstSize: 15), OneMinute);

        Assert.Equal(1_800, due.Count);
        Assert.All(due.GroupBy(at => at), burst => Assert.Equal(15, burst.Count()));
    }

    [Fact]
    public void Of_TwoPhases_SendsInThemOnly()
    {
        var due = Due(new Arrivals(ArrivalKind.Poisson, 100), [new("a", false, 10, 20), new("b", false, 40, 45)]);

        Assert.All(due, at => Assert.True(at is (>= 10 and < 20) or (>= 40 and < 45), $"{at}"));
        Assert.Contains(due, at => at > 40);
    }

    [Fact]
    public void Of_SameSeed_IsTheSame() =>
        Assert.Equal(Due(new Arrivals(ArrivalKind.Poisson, 10), OneMinute), Due(new Arrivals(ArrivalKind.Poisson, 10), OneMinute));

    private static List<double> Due(Arrivals arrivals, RunPhase[] phases) =>
        [.. ArrivalSchedule.Of(arrivals, phases, 7).Select(at => at.TotalSeconds)];
}
