using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;
using Aegis.Benchmarks.Servers;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks;

/// <summary><c>overload</c>: an open load of queries at three times what the server can answer.</summary>
internal static class OverloadBenchmark
{
    private const double Overload = 3;
    private const int Connections = 512;

    private static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RecoveryTime = TimeSpan.FromSeconds(1);
    private static readonly Workload ManyQueries = Workload.Queries with { Connections = Connections };

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"overload-{settings.PrecisionName}");
        await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
        report.Fact("server", server.Describe);
        var table = new Table(
            $"Open load of queries at {Overload} times capacity for {LoadTime.TotalSeconds} s",
            "connections", "capacity/s", "sent/s", "answered/s", "goodput", "p50 ms", "p99 ms", "429 p50 ms", "429 p99 ms", "5xx",
            "broken", "idle p50 ms", "p50 ms in the second after");
        Measure(server, connectionPerRequest: false, settings, table);
        Measure(server, connectionPerRequest: true, settings, table);
        report.Add(table);
        var memory = new Table("Memory of the server after it", "peak MB");
        memory.Add(server.Memory().Peak / 1048576.0);
        report.Add(memory);
        report.Save(settings.Output);
    }

    private static void Measure(ServerUnderTest server, bool connectionPerRequest, BenchmarkSettings settings, Table table)
    {
        var closed = new ClosedLoad(server.Address, Workload.Queries with { Connections = 64 });
        closed.Run(BenchmarkSettings.WarmUpTime);
        var capacity = Median.Of(Enumerable.Range(0, settings.Passes)
            .Select(_ => closed.Run(settings.PassTime).Latency.Count / settings.PassTime.TotalSeconds));
        var idle = Idle(server, settings.PassTime);
        var load = new OpenLoad(server.Address, ManyQueries, Overload * capacity) { ConnectionPerRequest = connectionPerRequest };
        var result = load.Run(LoadTime);
        var after = Idle(server, RecoveryTime);
        table.Add(
            connectionPerRequest ? "one per request" : "kept alive",
            capacity,
            result.SentPerSecond,
            result.AnsweredPerSecond,
            result.AnsweredPerSecond / capacity,
            result.Accepted.P50,
            result.Accepted.P99,
            result.Refused.P50,
            result.Refused.P99,
            result.Outcomes.ServerError,
            result.Outcomes.ConnectionFailed,
            idle,
            after);
    }

    private static double Idle(ServerUnderTest server, TimeSpan time) =>
        new ClosedLoad(server.Address, Workload.OneQuery).Run(time).Latency.P50;
}
