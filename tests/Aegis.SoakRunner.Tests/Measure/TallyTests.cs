using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Measure;

public sealed class TallyTests
{
    [Fact]
    public void Figures_OfNothing_AreAllZero()
    {
        var figures = new Tally().Figures("query", 10, 0);

        Assert.Equal(
            new StreamFigures("query", 10, new Outcomes(0, 0, 0, 0, 0, 0, 0), 0, 0, 0, Percentiles.None, Percentiles.None, 0), figures);
    }

    [Fact]
    public void AddFailure_EveryKind_IsCountedInItsPlace()
    {
        var tally = new Tally();
        foreach (var (place, kind) in Enum.GetValues<OutcomeKind>().Where(kind => kind != OutcomeKind.Ok).Index())
        {
            for (var i = 0; i <= place; i++)
            {
                tally.AddFailure(kind);
            }
        }

        var outcomes = tally.Figures("query", 1, 0).Outcomes;

        Assert.Equal(
            new Outcomes(Ok: 0, Refused: 1, TimedOut: 2, ConnectionFailed: 3, ServerError: 4, WrongAnswer: 5, Unsent: 6), outcomes);
        Assert.Equal(21, outcomes.Total);
    }

    // Three significant digits: a thousandth off at most.
    [Fact]
    public void Figures_ManyLatencies_GiveTheirPercentilesToAThousandth()
    {
        var (tally, random) = (new Tally(), new Random(3));
        var latencies = Enumerable.Range(0, 50_000)
            .Select(_ => Math.Exp(3 + (1.5 * random.NextDouble()) + random.NextDouble()))
            .Order()
            .ToList();
        latencies.ForEach(latency => tally.AddOk(1, 1, TimeSpan.FromMilliseconds(latency), isGood: true));

        var figures = tally.Figures("query", 1, 0).Latency;

        Assert.All(
            new[] { (figures.P50, 0.5), (figures.P90, 0.9), (figures.P95, 0.95), (figures.P99, 0.99), (figures.Max, 1) },
            pair => Assert.Equal(1, pair.Item1 / latencies[(int)(latencies.Count * pair.Item2) - 1], 2e-3));
        Assert.Equal(1, figures.Mean / latencies.Average(), 2e-3);
        Assert.Equal(50_000, figures.Count);
    }

    [Fact]
    public void Add_TwoHalves_IsTheWhole()
    {
        var (whole, sum) = (new Tally(), new Tally());
        foreach (var half in new[] { 0, 1 })
        {
            var part = new Tally();
            foreach (var tally in new[] { part, whole })
            {
                Fill(tally, half);
            }

            sum.Add(part);
        }

        Assert.Equal(whole.Figures("query", 1, 0), sum.Figures("query", 1, 0));
        Assert.Equal(2_000, sum.Figures("query", 1, 0).Outcomes.Ok);
    }

    [Fact]
    public void Add_Nothing_ChangesNothing()
    {
        var tally = new Tally();
        Fill(tally, 1);
        var before = tally.Figures("query", 1, 0);

        tally.Add(new Tally());

        Assert.Equal(before, tally.Figures("query", 1, 0));
    }

    [Fact]
    public void Clear_Filled_IsAsNew()
    {
        var tally = new Tally();
        Fill(tally, 1);

        tally.Clear();

        Assert.Equal(new Tally().Figures("query", 1, 0), tally.Figures("query", 1, 0));
    }

    // A clock that steps back, an answer after hours: bounded, and counted.
    [Fact]
    public void Add_TimesOutOfRange_AreTakenToItsEnds()
    {
        var tally = new Tally();
        tally.AddOk(1, 1, TimeSpan.FromSeconds(-1), isGood: true);
        tally.AddOk(1, 1, TimeSpan.FromHours(10), isGood: false);
        tally.AddLateness(TimeSpan.MinValue);
        tally.AddLateness(TimeSpan.MaxValue);

        var figures = tally.Figures("query", 1, 0);

        Assert.Equal((2, 0.0), (figures.Latency.Count, figures.Latency.P50));
        Assert.InRange(figures.Latency.Max, 600_000, 601_000);
        Assert.Equal(2, figures.Lateness.Count);
    }

    private static void Fill(Tally tally, int seed)
    {
        var noise = new SeededNoise(seed);
        for (var i = 0; i < 1_000; i++)
        {
            tally.AddOk(3, 40, TimeSpan.FromMilliseconds(50 + (40 * noise.Next())), i % 3 == 0);
            tally.AddLateness(TimeSpan.FromMilliseconds(1 + noise.Next()));
        }

        tally.AddFailure(OutcomeKind.Refused);
        tally.AddFailure(OutcomeKind.TimedOut);
    }
}
