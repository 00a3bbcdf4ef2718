using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Raw;
using Aegis.Benchmarks.Report;
using HdrHistogram;

namespace Aegis.Benchmarks;

/// <summary>What a request costs the server outside of Runs.</summary>
/// <param name="RequestMs">CPU for each request.</param>
/// <param name="InputMs">CPU for each input.</param>
/// <param name="TokenMs">CPU for each token.</param>
/// <param name="LatencyMs">What a query that comes after a pause takes beside its Run and the CPU that it costs without one.</param>
internal sealed record OutsideCosts(double RequestMs, double InputMs, double TokenMs, double LatencyMs);

/// <summary>
/// Measures it: one caller at a time, so that a Run has a core for itself and its time is CPU; what the process takes
/// beyond its Runs is the cost. Three workloads of different inputs and tokens give the three parts. What waking up adds
/// shows where there are pauses: with queries at a rate, few enough that each has the server for itself.
/// </summary>
internal static class OutsideBenchmark
{
    private const double PacedPerSecond = 100;

    private static readonly TimeSpan PacedTime = TimeSpan.FromSeconds(15);
    private static readonly Workload PacedQueries = Workload.OneQuery with { Connections = 8 };
    private static readonly Workload OneChunk = Workload.Chunks with { Name = "chunk, 1 connection", Connections = 1 };
    private static readonly Workload OneBulk = Workload.Bulk with { Name = "32 mixed, 1 connection", Connections = 1 };

    public static async Task<OutsideCosts> MeasureAsync(RawOnnxRuntime raw, BenchmarkSettings settings, BenchmarkReport report)
    {
        await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
        var table = new Table("CPU of a request outside of Runs", "workload", "tokens a request", "ms");
        var query = Cost(server, Workload.OneQuery, raw, settings, table);
        var chunk = Cost(server, OneChunk, raw, settings, table);
        var bulk = Cost(server, OneBulk, raw, settings, table);
        var inputs = OneBulk.Requests[0].Length;

        // query = request + input + tokens; chunk = the same with more tokens; bulk = request + 32 inputs + their tokens.
        var token = Math.Max(0, (chunk.Ms - query.Ms) / (chunk.Tokens - query.Tokens));
        var input = Math.Max(0, (bulk.Ms - query.Ms - (token * (bulk.Tokens - query.Tokens))) / (inputs - 1));
        var request = Math.Max(0, query.Ms - input - (token * query.Tokens));
        var latency = Math.Max(0, PacedMsBesideRun(server) - query.Ms);
        report.Add(table);
        var parts = new Table("Its parts, in ms", "request", "input", "1,000 tokens", "latency beside it");
        parts.Add(request, input, 1000 * token, latency);
        report.Add(parts);
        return new OutsideCosts(Math.Round(request, 4), Math.Round(input, 4), Math.Round(token, 6), Math.Round(latency, 3));
    }

    private static double PacedMsBesideRun(ServerUnderTest server)
    {
        var before = RunFigures.Read(server.Address);
        var paced = new OpenLoad(server.Address, PacedQueries, PacedPerSecond).Run(PacedTime).AcceptedSinceSent;
        return (paced.GetMean() / 1000) - (1000 * RunFigures.Read(server.Address).Since(before).Seconds / paced.TotalCount);
    }

    private static (double Tokens, double Ms) Cost(ServerUnderTest server, Workload workload, RawOnnxRuntime raw, BenchmarkSettings settings, Table table)
    {
        var load = new ClosedLoad(server.Address, workload);
        load.Run(BenchmarkSettings.WarmUpTime);
        var (runs, cpu) = (RunFigures.Read(server.Address), server.ProcessorTime);
        var result = load.Run(settings.PassTime * 2);
        var outside = (server.ProcessorTime - cpu).TotalSeconds - RunFigures.Read(server.Address).Since(runs).Seconds;
        var tokens = raw.Tokenize(workload).Sum(sequence => (double)sequence.Length) / workload.Requests.Count;
        table.Add(workload.Name, tokens, 1000 * outside / result.Requests);
        return (tokens, 1000 * outside / result.Requests);
    }
}
