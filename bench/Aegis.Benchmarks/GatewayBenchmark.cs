using System.Globalization;
using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;

namespace Aegis.Benchmarks;

/// <summary><c>gateway</c>: what it costs in front of one server, and what two servers of one core reach behind it beside one of two cores.</summary>
internal static class GatewayBenchmark
{
    private const int ServerCore = 0;
    private const int GatewayCore = 1;

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"gateway-{settings.Precision.ToString().ToLowerInvariant()}");
        // Without a model microseconds show that are lost in the noise of its milliseconds.
        await InFrontAsync(report, "without a model: ", [Workload.OneQuery, Workload.Queries], settings with { Settings = [ServerUnderTest.Deterministic] });
        await InFrontAsync(report, string.Empty, [Workload.OneQuery, Workload.Queries, Workload.Chunks, Workload.Bulk], settings);
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

    // As where it has a machine, or a share of one, of its own: what it takes is not missing at the server.
    private static async Task OnCoresOfItsOwnAsync(BenchmarkReport report, BenchmarkSettings settings)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
        {
            return;
        }

        await using var server = await ServerUnderTest.StartAsync(ServerCore, [.. settings.ServerSettings, Workers(1)]);
        await using var gateway = await ServerUnderTest.StartGatewayAsync([server], settings.ServerSettings, GatewayCore);
        foreach (var workload in new[] { Workload.OneQuery, Workload.Queries, Workload.Chunks, Workload.Bulk })
        {
            report.Add(Compare("server on a core of its own: " + workload.Name, workload, [("direct", server), ("through the gateway", gateway)], settings));
        }
    }

    private static async Task TwoOfOneCoreAsync(BenchmarkReport report, BenchmarkSettings settings)
    {
        await using var two = await ServerUnderTest.StartAsync([.. settings.ServerSettings, Workers(2)]);
        await using var first = await ServerUnderTest.StartAsync([.. settings.ServerSettings, Workers(1)]);
        await using var second = await ServerUnderTest.StartAsync([.. settings.ServerSettings, Workers(1)]);
        await using var gateway = await ServerUnderTest.StartGatewayAsync([first, second], settings.ServerSettings);
        foreach (var workload in new[] { Workload.Queries, Workload.Chunks, Workload.Bulk, Workload.Clients })
        {
            report.Add(Compare("replicas: " + workload.Name, workload, [("one server, 2 workers", two), ("gateway, 2 servers of 1 worker", gateway)], settings));
        }
    }

    private static string Workers(int count) => $"Aegis:Execution:Workers={count}";

    private static Table Compare(string title, Workload workload, (string Name, ServerUnderTest Server)[] ways, BenchmarkSettings settings)
    {
        var passes = SideBySide.Run([.. ways.Select(way => way.Server)], workload, settings);
        // Ratios and differences are of the same pass, the median of all passes.
        var table = new Table(title, "way", "tokens/s", "of the first", "p50 ms", "p50 more ms", "p99 ms", "CPU of the process asked, µs/request");
        for (var index = 0; index < ways.Length; index++)
        {
            var own = passes.Select(results => results[index]).ToArray();
            table.Add(
                ways[index].Name,
                Median.Of(own.Select(pass => pass.Load.TokensPerSecond)),
                Median.Of(passes.Select(pass => pass[index].Load.TokensPerSecond / pass[0].Load.TokensPerSecond)).ToString("0.0 %", CultureInfo.InvariantCulture),
                Median.Of(own.Select(pass => pass.Load.Percentile(50))),
                Median.Of(passes.Select(pass => pass[index].Load.Percentile(50) - pass[0].Load.Percentile(50))),
                Median.Of(own.Select(pass => pass.Load.Percentile(99))),
                Median.Of(own.Select(pass => pass.ProcessorTime.TotalMicroseconds)));
        }

        return table;
    }
}
