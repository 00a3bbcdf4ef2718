using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Raw;
using Aegis.Benchmarks.Report;
using Aegis.Benchmarks.Servers;
using Aegis.Capacity.BatchTimes;

namespace Aegis.Benchmarks;

/// <summary>
/// Measures what a request costs the server outside of batches. There is one caller at a time, so a batch has a core for
/// itself and its time is CPU time; the CPU time of the process beyond its batches is the cost. Three workloads with
/// different inputs and tokens give the three parts. The time to wake up shows only after pauses: queries come at a rate
/// that is low enough for each to have the server for itself.
/// </summary>
internal static class OutsideBenchmark
{
    private const double PacedPerSecond = 100;

    private static readonly TimeSpan PacedTime = TimeSpan.FromSeconds(15);
    private static readonly Workload PacedQueries = Workload.OneQuery with { Connections = 8 };
    private static readonly Workload OneChunk = Workload.Chunks with { Name = "chunk, 1 connection", Connections = 1 };
    private static readonly Workload OneBulk = Workload.Bulk with { Name = "32 mixed, 1 connection", Connections = 1 };

    /// <returns>The costs, without <see cref="OutsideCosts.RestedMs"/>.</returns>
    public static async Task<OutsideCosts> MeasureAsync(RawOnnxRuntime raw, BenchmarkSettings settings, BenchmarkReport report)
    {
        await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
        var table = new Table("CPU of a request outside of batches", "workload", "tokens a request", "ms");
        var query = Cost(server, Workload.OneQuery, raw, settings, table);
        var chunk = Cost(server, OneChunk, raw, settings, table);
        var bulk = Cost(server, OneBulk, raw, settings, table);
        var inputs = OneBulk.Requests[0].Length;

        // query = request + input + tokens; chunk = the same with more tokens; bulk = request + 32 inputs + their tokens.
        var token = Math.Max(0, (chunk.Ms - query.Ms) / (chunk.Tokens - query.Tokens));
        var input = Math.Max(0, (bulk.Ms - query.Ms - (token * (bulk.Tokens - query.Tokens))) / (inputs - 1));
        var request = Math.Max(0, query.Ms - input - (token * query.Tokens));
        var latency = Math.Max(0, PacedMsBesideBatch(server) - query.Ms);
        report.Add(table);
        var parts = new Table("Its parts, in ms", "request", "input", "1,000 tokens", "latency beside it");
        parts.Add(request, input, 1000 * token, latency);
        report.Add(parts);
        return new OutsideCosts(
            Math.Round(request, 4), Math.Round(input, 4), Math.Round(token, 6), Math.Round(latency, 3), RestedMs: 0);
    }

    private static double PacedMsBesideBatch(ServerUnderTest server)
    {
        var before = server.Batches();
        var paced = new OpenLoad(server.Address, PacedQueries, PacedPerSecond).Run(PacedTime).AcceptedSinceSent;
        return paced.Mean - (1000 * (server.Batches().Seconds - before.Seconds) / paced.Count);
    }

    private static (double Tokens, double Ms) Cost(
        ServerUnderTest server, Workload workload, RawOnnxRuntime raw, BenchmarkSettings settings, Table table)
    {
        var load = new ClosedLoad(server.Address, workload);
        load.Run(BenchmarkSettings.WarmUpTime);
        var (batches, cpu) = (server.Batches(), server.ProcessorTime);
        var requests = load.Run(settings.PassTime * 2).Latency.Count;
        var outside = (server.ProcessorTime - cpu).TotalSeconds - (server.Batches().Seconds - batches.Seconds);
        var tokens = raw.Tokenize(workload).Sum(sequence => (double)sequence.Length) / workload.Requests.Count;
        table.Add(workload.Name, tokens, 1000 * outside / requests);
        return (tokens, 1000 * outside / requests);
    }
}
