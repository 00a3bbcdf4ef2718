using Aegis.EmbeddingServer.Scheduling;
using Aegis.SoakRunner.Capacity;
using Aegis.SoakRunner.Capacity.Simulation;

namespace Aegis.SoakRunner.Tests.Capacity;

public sealed class ClusterSimulationTests
{
    private static readonly AdmissionOptions Unbounded = new() { MaxQueuedRequests = 1_000_000, MaxQueuedInputs = 1_000_000, MaxQueuedTokens = 100_000_000 };

    // M/D/1: Poisson arrivals, one worker, Runs of one sequence and one length. Pollaczek and Khinchine: the mean time
    // in the system is s + rho·s / (2·(1 - rho)).
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

    // M/M/1: exponential Runs; the time in the system is exponential too, with a mean of s / (1 - rho).
    [Fact]
    public void Run_ExponentialRuns_WaitsAsMM1()
    {
        const double Load = 0.5;
        SpreadPoint[] spread = [.. Enumerable.Range(0, 1_000).Select(i => new SpreadPoint(i / 1000.0, 1e-9 - Math.Log(1 - (i / 1000.0))))];
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
        var tally = ClusterSimulation.Run(Simulated.Spec(3, balance: isRandom ? Balance.Random : Balance.LeastLoaded), [Simulated.Poisson(load * 3 * 900, 4)]).Streams[0];

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
        SimulationResult[] results = [.. new[] { 2, 3, 4, 8 }.Select(replicas => ClusterSimulation.Run(Simulated.Spec(replicas), [Simulated.Poisson(1_500, 4)]))];

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

        static double P99(Balance balance) => ClusterSimulation.Run(Simulated.Spec(4, balance: balance), [Simulated.Poisson(2_400, 4)]).Streams[0].Quantile(0.99);
    }

    [Fact]
    public void Run_Overloaded_RefusesAndKeepsTheRestInTime()
    {
        var result = ClusterSimulation.Run(Simulated.Spec(), [Simulated.Poisson(3_000, 4)]);

        Assert.InRange(result.Streams[0].RefusedShare, 0.5, 0.8);
        // What is let in is 128 requests: eight Runs of 17 ms.
        Assert.InRange(result.Streams[0].Quantile(0.99), 0.1, 0.2);
        Assert.Equal(1, result.Busy, 0.02);
    }

    // The server's rule: a query waits for the Run that goes on and leads the next one.
    [Fact]
    public void Run_QueryBesideBulk_WaitsForARunAndIsInTheNext()
    {
        SimulatedStream[] streams = [Simulated.At((0, [.. Enumerable.Repeat(128, 500)])), Simulated.At((0.1, [16]), (0.5, [16]), (1.2, [16]))];

        var query = ClusterSimulation.Run(Simulated.Spec(), streams).Streams[1];

        Assert.Equal(3, query.Answered);
        Assert.InRange(query.Quantile(1), 0.002, 0.05);
    }

    // Two workers take two Runs of one request at the same time.
    [Fact]
    public void Run_LargeRequest_UsesEveryWorker()
    {
        Assert.Equal(0.034, Seconds(1), 6);
        Assert.Equal(0.017, Seconds(2), 6);

        static double Seconds(int workers) => ClusterSimulation.Run(Simulated.Spec(replica: Simulated.Replica(workers: workers)), [Simulated.At((0, [256, 256]))]).Streams[0].Quantile(1);
    }

    [Fact]
    public void Run_CostsOutsideOfRuns_AreInTheLatencyAndHoldUpRuns()
    {
        var replica = Simulated.Replica(outside: new OutsideCosts(RequestMs: 2, InputMs: 1, TokenMs: 0.0625, LatencyMs: 3, RestedMs: 0));

        // 1 + 16 · 0.0625 to read, 2 to compute, 1 + 1 to write, 3 beside.
        Assert.Equal(0.009, ClusterSimulation.Run(Simulated.Spec(replica: replica), [Simulated.At((0, [16]))]).Streams[0].Quantile(1), 6);
        // The second one takes 2 ms of the first one's Run, and then waits for it and for the answer to be written.
        Assert.Equal(0.011, ClusterSimulation.Run(Simulated.Spec(replica: replica), [Simulated.At((0, [16]), (0.0025, [256]))]).Streams[0].Quantile(0.5) - (1.0 / 1000 * 15), 6);
    }

    // Beside the worker, and yet on the one core that there is: the next Run waits for it.
    [Fact]
    public void Answer_ThatIsLarge_TakesACoreFromTheNextRun()
    {
        static double Last(double inputMs) => ClusterSimulation.Run(
            Simulated.Spec(replica: Simulated.Replica(outside: Simulated.Nothing with { InputMs = inputMs })),
            [Simulated.At((0, [16, 16, 16, 16, 16, 16, 16, 16]), (0.001, [16, 16, 16, 16, 16, 16, 16, 16]))]).Streams[0].Quantile(1);

        // Eight vectors of 5 ms: those of the first answer, then its own.
        Assert.Equal(0.08, Last(5) - Last(0), 6);
    }

    [Fact]
    public void Run_WaitingCallers_SendWhenTheyAreAnswered()
    {
        var stream = Simulated.Poisson(10, 1_000) with { Callers = new WaitingCallers(1, From: 0, To: 1) };

        var tally = ClusterSimulation.Run(Simulated.Spec(), [stream]).Streams[0];

        // A Run of 2 ms each.
        Assert.InRange(tally.Answered, 499, 501);
        Assert.Equal(0.002, tally.Quantile(0.99), 6);
    }

    private static SimulationResult Simulate(double load, RunTimeFile times)
    {
        // One row a Run: nothing is gained by waiting together.
        var replica = Simulated.Replica(times) with { Shape = new RunShape(256, MaxRows: 1), Admission = Unbounded };
        return ClusterSimulation.Run(Simulated.Spec(replica: replica), [Simulated.Poisson(load / 0.01, 600)]);
    }

    // By quantiles, which is what there is.
    private static double Mean(SimulationResult result) => Enumerable.Range(0, 2_000).Average(i => result.Streams[0].Quantile((i + 0.5) / 2_000));
}
