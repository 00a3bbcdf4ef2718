using Aegis.EmbeddingServer.Scheduling;
using Aegis.SoakRunner.Capacity;
using Aegis.SoakRunner.Capacity.Simulation;

namespace Aegis.SoakRunner.Tests.Capacity;

public sealed class CapacityPlannerTests
{
    private static readonly CapacityGoals Goals = new(new LatencyObjective(0.99, 0.05), MostRefused: 0.001, MostBusy: 0.9);

    [Fact]
    public void Least_Found_HoldsAndOneLessDoesNot()
    {
        var answer = Least(Plan(3_000));

        Assert.True(answer.Holds);
        Assert.Equal([answer.Replicas - 1, answer.Replicas], answer.Rows.Take(2).Select(row => row.Replicas));
        Assert.NotNull(answer.Rows[0].Misses);
        Assert.Null(answer.Rows[1].Misses);
        Assert.Null(answer.Rows[2].Misses);
        Assert.InRange(answer.Rows[1].P99Ms, answer.IdleP50Ms, 50);
        Assert.InRange(answer.Rows[1].P99Ms, answer.Rows[1].P99LeastMs, answer.Rows[1].P99MostMs);
        Assert.Equal(answer.TokensPerSecond, answer.Rows[1].TokensPerSecond, 0.05 * answer.TokensPerSecond);
    }

    [Fact]
    public void Least_MoreLoad_NeedsNoLess()
    {
        var replicas = new[] { 100.0, 1_000, 2_000, 5_000 }.Select(rate => Least(Plan(rate)).Replicas).ToArray();

        Assert.Equal(replicas.Order(), replicas);
        Assert.Equal(1, replicas[0]);
        Assert.True(replicas[3] > replicas[1]);
    }

    [Fact]
    public void Least_TighterObjective_NeedsMore()
    {
        var loose = Least(Plan(3_000));
        var tight = Least(Plan(3_000) with { Goals = Goals with { Objective = new LatencyObjective(0.99, 1.1 * loose.IdleP99Ms / 1000) } });

        Assert.True(tight.Replicas > loose.Replicas);
    }

    // 1,000 replicas and more in the time of sixteen.
    [Fact]
    public void Least_HundredThousandASecond_SimulatesAPart()
    {
        var answer = Least(Plan(100_000));

        Assert.InRange(answer.Replicas, 100_000 / 1_000, 100_000 / 300);
        Assert.All(answer.Rows, row => Assert.Equal(CapacityRounds.MostSimulated, row.Simulated));
    }

    [Fact]
    public void Least_ObjectiveBelowARun_SaysSo()
    {
        var (answer, problem) = CapacityPlanner.Least(Plan(10) with { Goals = Goals with { Objective = new LatencyObjective(0.99, 0.001) } });

        Assert.Null(answer);
        Assert.Equal("The objective p99=1ms cannot be reached: on an idle replica it is 2.000 ms.", problem);
    }

    [Fact]
    public void Of_TooFew_TellsWhatMisses()
    {
        var answer = CapacityPlanner.Of(Plan(3_000), 1).Answer!;

        Assert.False(answer.Holds);
        Assert.Equal("too busy", answer.Rows[0].Misses);
        Assert.True(answer.Rows[0].Refused > 0.3);
    }

    // Large requests that are rare beside many small ones are most of the work all the same.
    [Fact]
    public void Least_RareLargeRequests_AreInTheAnswer()
    {
        var plan = Plan(200) with { Loads = [Load("queries", 200, 1), Load("bulk", 1, 512)] };

        var answer = Least(plan);

        Assert.Equal(712 * 16, answer.TokensPerSecond);
        Assert.All(answer.Rows, row => Assert.Equal(answer.TokensPerSecond, row.TokensPerSecond, 0.2 * answer.TokensPerSecond));
    }

    [Theory]
    [InlineData(1_000, 1e-4, "'bulk'")]
    [InlineData(1e-4, 10, "'queries'")]
    public void Plan_OfSomethingTooRare_SaysSo(double queries, double bulk, string rare)
    {
        var plan = Plan(1) with { Loads = [Load("queries", queries, 1), Load("bulk", bulk, 512)] };

        foreach (var (answer, problem) in new[] { CapacityPlanner.Least(plan), CapacityPlanner.Of(plan, 3) })
        {
            Assert.Null(answer);
            Assert.Contains(rare, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Plan_OfRequestsThatAreAlwaysRefused_SaysSo()
    {
        var replica = Simulated.Replica() with { Admission = new AdmissionOptions { MaxQueuedTokens = 100 } };

        var (answer, problem) = CapacityPlanner.Least(Plan(1) with { Loads = [Load("bulk", 1, 512)], Replica = replica });

        Assert.Null(answer);
        Assert.Contains("refuses 'bulk'", problem, StringComparison.Ordinal);
    }

    // With one length and no spread of Runs only the arrivals differ.
    [Fact]
    public void Rounds_HaveArrivalsOfTheirOwn()
    {
        var row = CapacityPlanner.Of(Plan(400), 1).Answer!.Rows[0];

        Assert.NotEqual(row.P99LeastMs, row.P99MostMs);
    }

    [Fact]
    public void Least_Bursts_NeedNoLess() => Assert.True(
        Least(Plan(3_000, ArrivalPattern.Bursty)).Rows[1].P99Ms > Least(Plan(3_000)).Rows[1].P99Ms);

    private static CapacityAnswer Least(CapacityPlan plan)
    {
        var (answer, problem) = CapacityPlanner.Least(plan);
        Assert.Null(problem);
        return answer!;
    }

    private static CapacityLoad Load(string name, double perSecond, int inputs, ArrivalPattern pattern = ArrivalPattern.Poisson) =>
        new(name, perSecond, new Lengths("16", (ref _) => 16), inputs, pattern);

    private static CapacityPlan Plan(double perSecond, ArrivalPattern pattern = ArrivalPattern.Poisson) => new(
        [Load("requests", perSecond, 1, pattern)], Simulated.Replica(), Balance.LeastLoaded, HopSeconds: 0, Goals) { Rounds = 2 };
}
