using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;
using Aegis.Benchmarks.Servers;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks;

/// <summary><c>fairness</c>: queries beside bulk work, and bulk work beside a flood of queries.</summary>
internal static class FairnessBenchmark
{
    private const double QueriesPerSecond = 20;
    private const string Indexer = "indexer";
    private const string Flood = "flood";

    private static readonly Workload FewQueries = Workload.OneQuery with { Connections = 4 };
    private static readonly Workload HundredBulk = Workload.Bulk with { Connections = 100 };
    private static readonly Workload FloodOfQueries = Workload.Queries with { Connections = 64 };

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"fairness-{settings.PrecisionName}");
        await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
        report.Fact("server", server.Describe);
        new ClosedLoad(server.Address, Workload.Bulk).Run(BenchmarkSettings.WarmUpTime);
        new ClosedLoad(server.Address, Workload.Queries).Run(BenchmarkSettings.WarmUpTime);

        var table = new Table(
            $"Queries at {QueriesPerSecond}/s beside bulk requests of 32 texts",
            "beside", "query p50 ms", "query p99 ms", "query most ms", "bulk tokens/s", "bulk over bulk alone");
        var idle = Queries(server, settings.PassTime).Accepted;
        table.Add("nothing", idle.P50, idle.P99, idle.Max, string.Empty, string.Empty);
        table.Add(Beside(server, "4 bulk connections", new ClosedLoad(server.Address, Workload.Bulk), settings));
        table.Add(Beside(
            server, "4 bulk connections, passages of one length", new ClosedLoad(server.Address, Workload.Passages), settings));
        table.Add(Beside(
            server, "100 bulk requests in flight of one caller", new ClosedLoad(server.Address, HundredBulk, Indexer), settings));
        report.Add(table);
        report.Add(Flooded(server, settings));
        report.Save(settings.Output);
    }

    private static OpenResult Queries(ServerUnderTest server, TimeSpan time) =>
        new OpenLoad(server.Address, FewQueries, QueriesPerSecond).Run(time);

    private static object[] Beside(ServerUnderTest server, string name, ClosedLoad bulk, BenchmarkSettings settings)
    {
        var alone = new List<double>();
        var shared = new List<double>();
        var queries = new List<OpenResult>();
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            alone.Add(bulk.Run(settings.PassTime).TokensPerSecond);
            // The queries stop with the bulk work: later ones would have the server for themselves.
            var running = Task.Run(() => bulk.Run(settings.PassTime));
            queries.Add(Queries(server, settings.PassTime));
            shared.Add(running.GetAwaiter().GetResult().TokensPerSecond);
        }

        return
        [
            name,
            Median.Of(queries.Select(pass => pass.Accepted.P50)),
            Median.Of(queries.Select(pass => pass.Accepted.P99)),
            queries.Max(pass => pass.Accepted.Max),
            Median.Of(shared),
            Median.Of(shared.Zip(alone, (one, other) => one / other)),
        ];
    }

    // Two callers, both with more work than their share: each should get half.
    private static Table Flooded(ServerUnderTest server, BenchmarkSettings settings)
    {
        var bulk = new ClosedLoad(server.Address, Workload.Bulk, Indexer);
        var flood = new ClosedLoad(server.Address, FloodOfQueries, Flood);
        var alone = bulk.Run(settings.PassTime);
        var flooding = Task.Run(() => flood.Run(settings.PassTime));
        var shared = bulk.Run(settings.PassTime);
        var flooded = flooding.GetAwaiter().GetResult();
        var table = new Table(
            "A bulk caller (4 connections) beside a caller with 64 queries in flight", "", "tokens/s", "p50 ms", "p99 ms");
        table.Add("bulk alone", alone.TokensPerSecond, alone.Latency.P50, alone.Latency.P99);
        table.Add("bulk, flooded", shared.TokensPerSecond, shared.Latency.P50, shared.Latency.P99);
        table.Add("the flood", flooded.TokensPerSecond, flooded.Latency.P50, flooded.Latency.P99);
        return table;
    }
}
