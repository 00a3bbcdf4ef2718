using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Raw;
using Aegis.Benchmarks.Report;
using Aegis.Benchmarks.Servers;
using Aegis.SoakRunner.CapacityCheck;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks;

/// <summary><c>serve</c>: start, throughput and latency by workload beside raw ONNX Runtime, and memory.</summary>
internal static class ServeBenchmark
{
    private const int Starts = 5;
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"serve-{settings.PrecisionName}");
        report.Add(await StartAsync(settings));
        await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
        report.Fact("server", server.Describe);
        using var raw = new RawOnnxRuntime(settings.Precision);
        var throughput = new Table(
            "Throughput over raw ONNX Runtime",
            "workload", "mean tokens", "tokens/s", "p50 ms", "p95 ms", "p99 ms", "raw tokens/s", "over raw", "padded/real",
            "sequences a batch");
        foreach (var workload in Workload.All.Where(workload => workload.Connections > 1))
        {
            Measure(server, raw, workload, settings, throughput);
        }

        report.Add(throughput);
        report.Add(OneQuery(server, raw, settings));
        var (resident, peak) = server.Memory();
        var memory = new Table("Memory of the server after all of it", "resident MB", "peak MB");
        memory.Add(resident / Megabyte, peak / Megabyte);
        report.Add(memory);
        report.Save(settings.Output);
    }

    private static async Task<Table> StartAsync(BenchmarkSettings settings)
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
            times.Add(server.StartTime.TotalMilliseconds);
        }

        var table = new Table("Process start to first right embedding", "median ms", "least ms", "most ms", "starts");
        table.Add(Median.Of(times), times.Min(), times.Max(), Starts);
        return table;
    }

    // Server and raw take turns, so that a machine that drifts drifts for both.
    private static void Measure(
        ServerUnderTest server, RawOnnxRuntime raw, Workload workload, BenchmarkSettings settings, Table table)
    {
        var sequences = raw.Tokenize(workload);
        var batches = Packing.Sorted(sequences, RawOnnxRuntime.BestBudget);
        var load = new ClosedLoad(server.Address, workload);
        load.Run(BenchmarkSettings.WarmUpTime);
        var before = BatchesOf(server);
        var served = new List<LoadResult>();
        var alone = new List<double>();
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            served.Add(load.Run(settings.PassTime));
            alone.Add(raw.TokensPerSecond(batches, settings.PassTime));
        }

        var after = BatchesOf(server);
        table.Add(
            workload.Name,
            sequences.Average(sequence => sequence.Length),
            Median.Of(served.Select(pass => pass.TokensPerSecond)),
            Median.Of(served.Select(pass => pass.Latency.P50)),
            Median.Of(served.Select(pass => pass.Latency.P95)),
            Median.Of(served.Select(pass => pass.Latency.P99)),
            Median.Of(alone),
            Median.Of(served.Zip(alone, (pass, rawPass) => pass.TokensPerSecond / rawPass)),
            before is null || after is null ? string.Empty : after.PaddingSince(before),
            before is null || after is null ? string.Empty : after.SequencesSince(before));
        Console.WriteLine(table.Markdown().Trim().Split('\n')[^1]);
    }

    // Null for a build that has no such metrics: a benchmark may compare this build with an old one.
    private static TargetBatches? BatchesOf(ServerUnderTest server)
    {
        try
        {
            return server.Batches();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Table OneQuery(ServerUnderTest server, RawOnnxRuntime raw, BenchmarkSettings settings)
    {
        var load = new ClosedLoad(server.Address, Workload.OneQuery);
        var sequences = raw.Tokenize(Workload.OneQuery);
        load.Run(BenchmarkSettings.WarmUpTime);
        var served = new List<LoadResult>();
        var alone = new List<LoadResult>();
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            served.Add(load.Run(settings.PassTime));
            alone.Add(raw.OneByOne(sequences, settings.PassTime));
        }

        var table = new Table("One query at a time", "", "tokens/s", "p50 ms", "p95 ms", "p99 ms");
        table.Add(Row("served", served));
        table.Add(Row("raw batch", alone));
        var difference = Median.Of(served.Zip(alone, (pass, rawPass) => pass.Latency.P50 - rawPass.Latency.P50));
        table.Add("difference", string.Empty, difference, string.Empty, string.Empty);
        return table;
    }

    private static object[] Row(string name, IReadOnlyList<LoadResult> passes) =>
    [
        name,
        Median.Of(passes.Select(pass => pass.TokensPerSecond)),
        Median.Of(passes.Select(pass => pass.Latency.P50)),
        Median.Of(passes.Select(pass => pass.Latency.P95)),
        Median.Of(passes.Select(pass => pass.Latency.P99)),
    ];
}
