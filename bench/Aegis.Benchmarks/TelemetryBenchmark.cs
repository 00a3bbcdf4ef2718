using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;

namespace Aegis.Benchmarks;

/// <summary><c>telemetry</c>: what being seen costs, by servers side by side that differ in nothing else.</summary>
internal static class TelemetryBenchmark
{
    private static readonly Workload[] Workloads = [Workload.OneQuery, Workload.Queries, Workload.Bulk];

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"telemetry-{settings.Precision.ToString().ToLowerInvariant()}");
        using var sink = OtlpSink.Start();
        (string Name, Dictionary<string, string?> Environment)[] ways =
        [
            ("off", new() { ["OTEL_SDK_DISABLED"] = "true" }),
            ("/metrics (default)", []),
            ("OTLP", Otlp(sink)),
            ("OTLP, every request traced", new(Otlp(sink)) { ["OTEL_TRACES_SAMPLER"] = "always_on" }),
        ];
        var servers = new List<ServerUnderTest>();
        try
        {
            foreach (var (_, environment) in ways)
            {
                servers.Add(await ServerUnderTest.StartAsync(environment, settings.ServerSettings));
            }

            report.Fact("server", servers[0].Describe);
            foreach (var workload in Workloads)
            {
                report.Add(Compare(workload, [.. ways.Select(way => way.Name)], servers, settings));
            }

            report.Fact("sent by OTLP", $"{sink.Bytes / 1e6:F1} MB");
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }

        report.Save(settings.Output);
    }

    private static Dictionary<string, string?> Otlp(OtlpSink sink) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Address.AbsoluteUri,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
    };

    private static Table Compare(Workload workload, string[] names, List<ServerUnderTest> servers, BenchmarkSettings settings)
    {
        ClosedLoad[] loads = [.. servers.Select(server => new ClosedLoad(server.Address, workload))];
        Array.ForEach(loads, load => load.Run(BenchmarkSettings.WarmUpTime));
        var passes = new List<LoadResult[]>();
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            // Every other pass backwards: what the machine does meanwhile meets all of them.
            var results = new LoadResult[loads.Length];
            foreach (var index in pass % 2 == 0 ? Enumerable.Range(0, loads.Length) : Enumerable.Range(0, loads.Length).Reverse())
            {
                results[index] = loads[index].Run(settings.PassTime);
            }

            passes.Add(results);
        }

        var table = new Table(workload.Name, "telemetry", "tokens/s", "of off, median of passes", "p50 ms", "p99 ms");
        for (var index = 0; index < names.Length; index++)
        {
            var own = passes.Select(results => results[index]).ToArray();
            table.Add(
                names[index],
                Median.Of(own.Select(result => result.TokensPerSecond)),
                Ratio(Median.Of(passes.Select(results => results[index].TokensPerSecond / results[0].TokensPerSecond))),
                Median.Of(own.Select(result => result.Percentile(50))),
                Median.Of(own.Select(result => result.Percentile(99))));
        }

        return table;
    }

    private static string Ratio(double value) => value.ToString("0.0 %", System.Globalization.CultureInfo.InvariantCulture);
}
