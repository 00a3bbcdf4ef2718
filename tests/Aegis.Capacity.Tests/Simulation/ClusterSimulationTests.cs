using Aegis.Capacity.BatchTimes;
using Aegis.Capacity.Simulation;
using Aegis.Capacity.Tests.Support;
using Aegis.Scheduling;

namespace Aegis.Capacity.Tests.Simulation;

public sealed class ClusterSimulationTests
{
    private static readonly WorkLoad Unbounded = new(Requests: 1_000_000, Inputs: 1_000_000, Tokens: 100_000_000);

    // M/D/1: Poisson arrivals, one worker, batches of one sequence and one length. Pollaczek and Khinchine: the mean
    // time in the system is s + rho·s / (2·(1 - rho)).
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.8)]
    public void Run_OneWorkerWithoutBatching_WaitsAsMD1(double load)
    {
        const double Service = 0.01;
        var result = Simulate(load, Simulated.Flat(1000 * Service));

        Assert.Equal(load, result.Busy, 0.02);
        Assert.Equal(Service + (load * Service / (2 * (1 - load))), Mean(result), Service * 0.05 / (1 - load));
    }

    // M/M/1: exponential batch times. The time in the system is exponential too, with a mean of s / (1 - rho).
    [Fact]
    public void Run_ExponentialBatchTimes_WaitsAsMM1()
    {
        const double Load = 0.5;
        var shares = Enumerable.Range(0, 1_000).Select(i => i / 1000.0);
        SpreadPoint[] spread = [.. shares.Select(share => new SpreadPoint(share, 1e-9 - Math.Log(1 - share)))];
        var result = Simulate(Load, Simulated.Flat(10) with { Spread = spread });

        Assert.Equal(0.02, Mean(result), 0.001);
        Assert.Equal(0.02 * Math.Log(100), result.Streams[0].Quantile(0.99), 0.012);
    }

    [Theory]
    [InlineData(false, 0.9)]
    [InlineData(false, 4.0)]
    [InlineData(true, 4.0)]
    public void Run_EveryLoad_AnswersOrRefusesEachRequest(bool isRandom, double load)
    {
        var balance = isRandom ? Balance.Random : Balance.LeastLoaded;
        var tally = ClusterSimulation.Run(Simulated.Spec(3, balance: balance), [Simulated.Poisson(load * 3 * 900, 4)]).Streams[0];

        Assert.InRange(tally.Due, load * 3 * 900 * 3.5, load * 3 * 900 * 4.5);
        Assert.Equal(tally.Due, tally.Answered + tally.Refused);
        Assert.Equal(16L * tally.Answered, tally.Tokens);
    }

    [Fact]
    public void Run_SameSeed_IsTheSame()
    {
        Assert.Equal(Figures(1), Figures(1));
        Assert.NotEqual(Figures(1), Figures(2));

        static (double, double, double) Figures(ulong seed)
        {
            var replica = Simulated.Replica(Simulated.Times with { Spread = [new(0, 0.9), new(1, 1.2)] }, workers: 2);
            var result = ClusterSimulation.Run(Simulated.Spec(2, replica, seed: seed), [Simulated.Poisson(1_500, 2, seed: seed)]);
            return (result.Busy, Mean(result), result.Streams[0].Quantile(0.99));
        }
    }

    [Fact]
    public void Run_MoreReplicas_AreFasterAndLessBusy()
    {
        int[] replicas = [2, 3, 4, 8];
        SimulationResult[] results =
            [.. replicas.Select(count => ClusterSimulation.Run(Simulated.Spec(count), [Simulated.Poisson(1_500, 4)]))];

        Assert.All(results.Zip(results.Skip(1)), pair =>
        {
            Assert.True(pair.First.Streams[0].Quantile(0.99) > pair.Second.Streams[0].Quantile(0.99));
            Assert.True(pair.First.Busy > pair.Second.Busy);
        });
    }

    [Fact]
    public void Run_LeastLoaded_IsFasterThanRandom()
    {
        Assert.True(P99(Balance.LeastLoaded) < 0.8 * P99(Balance.Random));

        static double P99(Balance balance) => ClusterSimulation
            .Run(Simulated.Spec(4, balance: balance), [Simulated.Poisson(2_400, 4)]).Streams[0].Quantile(0.99);
    }

    [Fact]
    public void Run_Overloaded_RefusesAndKeepsTheRestInTime()
    {
        var result = ClusterSimulation.Run(Simulated.Spec(), [Simulated.Poisson(3_000, 4)]);

        Assert.InRange(result.Streams[0].RefusedShare, 0.5, 0.8);
        // 128 requests are admitted: eight batches of 17 ms.
        Assert.InRange(result.Streams[0].Quantile(0.99), 0.1, 0.2);
        Assert.Equal(1, result.Busy, 0.02);
    }

    // A query waits for the batch that is being computed, and leads the next one.
    [Fact]
    public void Run_QueryBesideBulk_WaitsForABatchAndIsInTheNext()
    {
        SimulatedStream[] streams =
            [Simulated.At((0, [.. Enumerable.Repeat(128, 500)])), Simulated.At((0.1, [16]), (0.5, [16]), (1.2, [16]))];

        var query = ClusterSimulation.Run(Simulated.Spec(), streams).Streams[1];

        Assert.Equal(3, query.Answered);
        Assert.InRange(query.Quantile(1), 0.002, 0.05);
    }

    // Two workers compute two batches of one request at the same time.
    [Fact]
    public void Run_LargeRequest_UsesEveryWorker()
    {
        Assert.Equal(0.034, Seconds(1), 6);
        Assert.Equal(0.017, Seconds(2), 6);

        static double Seconds(int workers) => Latency(Simulated.Replica(workers: workers), 1, (0, [256, 256]));
    }

    [Fact]
    public void Run_CostsOutsideOfBatches_AreInTheLatencyAndDelayBatches()
    {
        var replica = Simulated.Replica(outside: new OutsideCosts(RequestMs: 2, InputMs: 1, TokenMs: 0.0625, LatencyMs: 3, RestedMs: 0));

        // 1 + 16 · 0.0625 to read, 2 to compute, 1 + 1 to write, 3 of latency.
        Assert.Equal(0.009, Latency(replica, 1, (0, [16])), 6);
        // Reading the second request takes 1 + 256 · 0.0625 ms, and delays the batch of the first one by that time.
        Assert.Equal(0.009 + 0.017, Latency(replica, 0.5, (0, [16]), (0.0025, [256])), 6);
    }

    // Not the worker but another thread writes the answer. It needs the only core, so the next batch waits.
    [Fact]
    public void Answer_ThatIsLarge_TakesACoreFromTheNextBatch()
    {
        static double Last(double inputMs) => Latency(
            Simulated.Replica(outside: Simulated.Nothing with { InputMs = inputMs }),
            1,
            (0, [16, 16, 16, 16, 16, 16, 16, 16]),
            (0.001, [16, 16, 16, 16, 16, 16, 16, 16]));

        // Each answer has eight vectors of 5 ms. The last request waits for both answers.
        Assert.Equal(0.08, Last(5) - Last(0), 6);
    }

    // A quantile of the latency of given requests.
    private static double Latency(ReplicaSpec replica, double quantile, params (double At, int[] Lengths)[] arrivals) =>
        ClusterSimulation.Run(Simulated.Spec(replica: replica), [Simulated.At(arrivals)]).Streams[0].Quantile(quantile);

    private static SimulationResult Simulate(double load, BatchTimeFile times)
    {
        // One sequence a batch: requests gain nothing when they wait together.
        var limits = BatchLimits.Cpu with { MaxSequences = 1 };
        var replica = Simulated.Replica(times) with { BatchLimits = limits, Limits = Unbounded };
        return ClusterSimulation.Run(Simulated.Spec(replica: replica), [Simulated.Poisson(load / 0.01, 600)]);
    }

    // The result has quantiles, not a mean.
    private static double Mean(SimulationResult result) =>
        Enumerable.Range(0, 2_000).Average(i => result.Streams[0].Quantile((i + 0.5) / 2_000));
}
