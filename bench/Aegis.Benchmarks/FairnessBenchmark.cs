using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;

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
        var report = new BenchmarkReport($"fairness-{settings.Precision.ToString().ToLowerInvariant()}");
        await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
        report.Fact("server", server.Describe);
        new ClosedLoad(server.Address, Workload.Bulk).Run(BenchmarkSettings.WarmUpTime);
        new ClosedLoad(server.Address, Workload.Queries).Run(BenchmarkSettings.WarmUpTime);

        var table = new Table($"Queries at {QueriesPerSecond}/s beside bulk requests of 32 texts", "beside", "query p50 ms", "query p99 ms", "query most ms", "bulk tokens/s", "bulk over bulk alone");
        var idle = Queries(server, settings.PassTime);
        table.Add("nothing", idle.Accepted.GetValueAtPercentile(50) / 1000.0, idle.Accepted.GetValueAtPercentile(99) / 1000.0, idle.Accepted.GetValueAtPercentile(100) / 1000.0, string.Empty, string.Empty);
        Beside(server, "4 bulk connections", Workload.Bulk, null, settings, table);
        Beside(server, "4 bulk connections, passages of one length", Workload.Passages, null, settings, table);
        Beside(server, "100 bulk requests in flight of one caller", HundredBulk, Indexer, settings, table);
        report.Add(table);
        report.Add(Flooded(server, settings));
        report.Save(settings.Output);
    }

    private static OpenResult Queries(ServerUnderTest server, TimeSpan time) => new OpenLoad(server.Address, FewQueries, QueriesPerSecond).Run(time);

    private static void Beside(ServerUnderTest server, string name, Workload bulk, string? key, BenchmarkSettings settings, Table table)
    {
        var load = new ClosedLoad(server.Address, bulk, key);
        var alone = new List<double>();
        var shared = new List<double>();
        var queries = new List<OpenResult>();
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            alone.Add(load.Run(settings.PassTime).TokensPerSecond);
            // The queries stop with the bulk work: those after it would be answered at once.
            var running = Task.Run(() => load.Run(settings.PassTime));
            queries.Add(Queries(server, settings.PassTime));
            shared.Add(running.GetAwaiter().GetResult().TokensPerSecond);
        }

        table.Add(
            name,
            Median.Of(queries.Select(pass => pass.Accepted.GetValueAtPercentile(50) / 1000.0)),
            Median.Of(queries.Select(pass => pass.Accepted.GetValueAtPercentile(99) / 1000.0)),
            queries.Max(pass => pass.Accepted.GetValueAtPercentile(100) / 1000.0),
            Median.Of(shared),
            Median.Of(shared.Zip(alone, (one, other) => one / other)));
    }

    // Two callers, both with more to do than they get: each should get half.
    private static Table Flooded(ServerUnderTest server, BenchmarkSettings settings)
    {
        var bulk = new ClosedLoad(server.Address, Workload.Bulk, Indexer);
        var flood = new ClosedLoad(server.Address, FloodOfQueries, Flood);
        var alone = bulk.Run(settings.PassTime);
        var flooding = Task.Run(() => flood.Run(settings.PassTime));
        var shared = bulk.Run(settings.PassTime);
        var flooded = flooding.GetAwaiter().GetResult();
        var table = new Table("A bulk caller (4 connections) beside a caller with 64 queries in flight", "", "tokens/s", "p50 ms", "p99 ms");
        table.Add("bulk alone", alone.TokensPerSecond, alone.Percentile(50), alone.Percentile(99));
        table.Add("bulk, flooded", shared.TokensPerSecond, shared.Percentile(50), shared.Percentile(99));
        table.Add("the flood", flooded.TokensPerSecond, flooded.Percentile(50), flooded.Percentile(99));
        return table;
    }
}
