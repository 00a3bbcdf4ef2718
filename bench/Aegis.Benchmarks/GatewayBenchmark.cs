using System.Globalization;
using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;
using Aegis.Benchmarks.Servers;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks;

/// <summary>
/// <c>gateway</c>: its cost in front of one server, and the throughput of two servers of one core behind it beside one
/// server of two cores.
/// </summary>
internal static class GatewayBenchmark
{
    private const int ServerCore = 0;
    private const int GatewayCore = 1;

    private static readonly Workload[] Workloads = [Workload.OneQuery, Workload.Queries, Workload.Chunks, Workload.Bulk];

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"gateway-{settings.PrecisionName}");
        // Without a model microseconds show; with one they are lost in the noise of its milliseconds.
        await InFrontAsync(
            report,
            "without a model: ",
            [Workload.OneQuery, Workload.Queries],
            settings with { Settings = [ServerUnderTest.Deterministic] });
        await InFrontAsync(report, string.Empty, Workloads, settings);
        await OnCoresOfItsOwnAsync(report, settings);
        await TwoOfOneCoreAsync(report, settings);
        report.Save(settings.Output);
    }

    private static async Task InFrontAsync(BenchmarkReport report, string title, Workload[] workloads, BenchmarkSettings settings)
    {
        await using var server = await ServerUnderTest.StartAsync(settings.ServerSettings);
        await using var gateway = await ServerUnderTest.StartGatewayAsync([server], settings.ServerSettings);
        report.Fact(title + "server", server.Describe);
        foreach (var workload in workloads)
        {
            report.Add(Compare(title + workload.Name, workload, [("direct", server), ("through the gateway", gateway)], settings));
        }
    }

    // As on a machine of its own: the gateway takes no CPU time from the server.
    private static async Task OnCoresOfItsOwnAsync(BenchmarkReport report, BenchmarkSettings settings)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
        {
            return;
        }

        await using var server = await ServerUnderTest.StartAsync(ServerCore, [.. settings.ServerSettings, Workers(1)]);
        await using var gateway = await ServerUnderTest.StartGatewayAsync([server], settings.ServerSettings, GatewayCore);
        foreach (var workload in Workloads)
        {
            var title = "server on a core of its own: " + workload.Name;
            report.Add(Compare(title, workload, [("direct", server), ("through the gateway", gateway)], settings));
        }
    }

    private static async Task TwoOfOneCoreAsync(BenchmarkReport report, BenchmarkSettings settings)
    {
        await using var two = await ServerUnderTest.StartAsync([.. settings.ServerSettings, Workers(2)]);
        await using var first = await ServerUnderTest.StartAsync([.. settings.ServerSettings, Workers(1)]);
        await using var second = await ServerUnderTest.StartAsync([.. settings.ServerSettings, Workers(1)]);
        await using var gateway = await ServerUnderTest.StartGatewayAsync([first, second], settings.ServerSettings);
        (string, ServerUnderTest)[] ways = [("one server, 2 workers", two), ("gateway, 2 servers of 1 worker", gateway)];
        foreach (var workload in new[] { Workload.Queries, Workload.Chunks, Workload.Bulk, Workload.Clients })
        {
            report.Add(Compare("replicas: " + workload.Name, workload, ways, settings));
        }
    }

    private static string Workers(int count) => $"Aegis:Execution:Workers={count}";

    // A ratio or a difference is of the same pass; the median of all passes.
    private static Table Compare(
        string title, Workload workload, (string Name, ServerUnderTest Server)[] ways, BenchmarkSettings settings)
    {
        var passes = SideBySide.Run([.. ways.Select(way => way.Server)], workload, settings);
        var table = new Table(
            title, "way", "tokens/s", "of the first", "p50 ms", "p50 more ms", "p99 ms", "CPU of the process asked, µs/request");
        for (var index = 0; index < ways.Length; index++)
        {
            var own = passes.Select(results => results[index]).ToArray();
            var ratio = Median.Of(passes.Select(pass => pass[index].Load.TokensPerSecond / pass[0].Load.TokensPerSecond));
            table.Add(
                ways[index].Name,
                Median.Of(own.Select(pass => pass.Load.TokensPerSecond)),
                ratio.ToString("0.0 %", CultureInfo.InvariantCulture),
                Median.Of(own.Select(pass => pass.Load.Latency.P50)),
                Median.Of(passes.Select(pass => pass[index].Load.Latency.P50 - pass[0].Load.Latency.P50)),
                Median.Of(own.Select(pass => pass.Load.Latency.P99)),
                Median.Of(own.Select(pass => pass.ProcessorTime.TotalMicroseconds)));
        }

        return table;
    }
}
