using System.Globalization;
using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;
using Aegis.Benchmarks.Servers;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks;

/// <summary><c>telemetry</c>: the cost of telemetry, by servers side by side that differ in nothing else.</summary>
internal static class TelemetryBenchmark
{
    private static readonly Workload[] Workloads = [Workload.OneQuery, Workload.Queries, Workload.Bulk];

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"telemetry-{settings.PrecisionName}");
        using var sink = OtlpSink.Start();
        Way[] ways =
        [
            new("off", new() { ["OTEL_SDK_DISABLED"] = "true" }),
            new("/metrics (default)", []),
            new("OTLP", Otlp(sink)),
            new("OTLP, every request traced", new(Otlp(sink)) { ["OTEL_TRACES_SAMPLER"] = "always_on" }),
        ];
        // Without a model a few microseconds show; with one they are lost in the noise of its milliseconds.
        await CompareAsync(
            report, "without a model: ", ways, [Workload.Queries], settings with { Settings = [ServerUnderTest.Deterministic] });
        await CompareAsync(report, string.Empty, ways, Workloads, settings);
        report.Fact("sent by OTLP", $"{sink.Bytes / 1e6:F1} MB");
        report.Save(settings.Output);
    }

    private static async Task CompareAsync(
        BenchmarkReport report, string title, Way[] ways, Workload[] workloads, BenchmarkSettings settings)
    {
        var servers = new List<ServerUnderTest>();
        try
        {
            foreach (var way in ways)
            {
                servers.Add(await ServerUnderTest.StartAsync(way.Environment, settings.ServerSettings));
            }

            report.Fact(title + "server", servers[0].Describe);
            foreach (var workload in workloads)
            {
                report.Add(Compare(title + workload.Name, ways, SideBySide.Run(servers, workload, settings)));
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static Dictionary<string, string?> Otlp(OtlpSink sink) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Address.AbsoluteUri,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
    };

    // A ratio is of servers in the same pass; the median of all passes.
    private static Table Compare(string title, Way[] ways, List<ServerPass[]> passes)
    {
        var table = new Table(title, "telemetry", "tokens/s", "of off", "CPU µs/request", "CPU of off", "p50 ms", "p99 ms");
        for (var index = 0; index < ways.Length; index++)
        {
            var own = passes.Select(results => results[index]).ToArray();
            table.Add(
                ways[index].Name,
                Median.Of(own.Select(pass => pass.Load.TokensPerSecond)),
                Ratio(Median.Of(passes.Select(pass => pass[index].Load.TokensPerSecond / pass[0].Load.TokensPerSecond))),
                Median.Of(own.Select(pass => pass.ProcessorTime.TotalMicroseconds)),
                Ratio(Median.Of(passes.Select(pass => pass[index].ProcessorTime / pass[0].ProcessorTime))),
                Median.Of(own.Select(pass => pass.Load.Latency.P50)),
                Median.Of(own.Select(pass => pass.Load.Latency.P99)));
        }

        return table;
    }

    private static string Ratio(double value) => value.ToString("0.0 %", CultureInfo.InvariantCulture);

    private sealed record Way(string Name, Dictionary<string, string?> Environment);
}
