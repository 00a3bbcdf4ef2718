namespace Aegis.Scheduling.Tests;

public sealed class ThroughputTests
{
    [Fact]
    public void TimeFor_BeforeTheFirstRun_IsASecond() => Assert.Equal(TimeSpan.FromSeconds(1), new Throughput(2).TimeFor(1_000_000));

    [Fact]
    public void TimeFor_SteadyRuns_IsTokensOverTheRateOfAllWorkers()
    {
        var rate = new Throughput(workers: 2);
        foreach (var _ in Enumerable.Range(0, 10))
        {
            rate.Add(tokens: 250, TimeSpan.FromMilliseconds(25));
        }

        Assert.Equal(2, rate.TimeFor(40_000).TotalSeconds, 3);
    }

    [Fact]
    public void TimeFor_AnyQueue_StaysBounded()
    {
        var rate = new Throughput(1);
        rate.Add(1, TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(60), rate.TimeFor(int.MaxValue));
        Assert.Equal(TimeSpan.FromMilliseconds(100), rate.TimeFor(0));
    }
}
