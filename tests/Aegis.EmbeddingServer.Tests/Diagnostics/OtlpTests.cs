using System.Net;
using System.Text;

namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>Telemetry that leaves the process, by OpenTelemetry's own variables.</summary>
public sealed class OtlpTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Collector_GetsTracesMetricsAndLogs_ByEitherProtocol(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync();
        await ServeAsync(
            new() { [Endpoint] = (protocol == "grpc" ? collector.Grpc : collector.Http).AbsoluteUri, [Protocol] = protocol },
            collector,
            ("trace", "POST /v1/embeddings"),
            ("metrics", "gen_ai.server.request.duration"),
            ("logs", "loaded and proven"));

        var traces = TextOf(collector, "trace");
        Assert.Contains("POST /v1/embeddings", traces, StringComparison.Ordinal);
        Assert.All(
            ["tokenize", "inference", "aegis.batch.tokens", "all-MiniLM-L6-v2"],
            name => Assert.Contains(name, traces, StringComparison.Ordinal));
        Assert.All(["/health", "/alive", "/metrics"], probe => Assert.DoesNotContain(probe, traces, StringComparison.Ordinal));
        var metrics = TextOf(collector, "metrics");
        Assert.All(
            [
                "gen_ai.server.request.duration", "aegis.batch.padding_ratio", "http.server.request.duration", "process.memory.usage",
                "dotnet.gc.collections",
            ],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.Contains("loaded and proven", TextOf(collector, "logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collector_OfTracesOnly_GetsNothingElse()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await ServeAsync(new()
        {
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = new Uri(collector.Http, "/here").AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf",
        }, collector, ("/here", "POST /v1/embeddings"));

        Assert.NotEmpty(collector.Received);
        Assert.All(collector.Received, received => Assert.Equal("/here", received.Path));
    }

    [Fact]
    public async Task Signal_ThatIsSwitchedOff_IsNotSent()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await ServeAsync(
            new() { [Endpoint] = collector.Http.AbsoluteUri, [Protocol] = "http/protobuf", ["OTEL_METRICS_EXPORTER"] = "none" },
            collector,
            ("traces", "POST /v1/embeddings"),
            ("logs", "loaded and proven"));

        Assert.Equal(
            ["/v1/logs", "/v1/traces"],
            collector.Received.Select(received => received.Path).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Telemetry_SwitchedOff_IsOffEverywhere()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var metrics = await ServeAsync(
            new() { [Endpoint] = collector.Http.AbsoluteUri, [Protocol] = "http/protobuf", ["OTEL_SDK_DISABLED"] = "true" },
            collector);

        Assert.Equal(HttpStatusCode.NotFound, metrics);
        Assert.Empty(collector.Received);
    }

    [Fact]
    public async Task Start_WithVariablesThatCannotBeUsed_NamesEachOfThem()
    {
        var wrong = new Dictionary<string, string?>
        {
            [Endpoint] = "collector:4317",
            [Protocol] = "http/json",
            ["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"] = "not an address",
            ["OTEL_METRICS_EXPORTER"] = "prometheus",
            ["OTEL_TRACES_SAMPLER"] = "sometimes",
            ["OTEL_TRACES_SAMPLER_ARG"] = "1.5",
            ["OTEL_SDK_DISABLED"] = "yes",
            ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "-5",
            ["OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"] = "soon",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "0",
            ["OTEL_METRICS_EXEMPLAR_FILTER"] = "bogus",
        };
        var secret = new Dictionary<string, string?>(wrong)
        {
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "a secret",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "no pair"
        };
        await using var server = ServerProcess.Start(secret, "--urls=http://127.0.0.1:0");

        Assert.Equal(2, await server.ExitCodeAsync());
        Assert.DoesNotContain("a secret", server.Output, StringComparison.Ordinal);
        Assert.All(secret, setting => Assert.Contains($"{setting.Key} must be", server.Output, StringComparison.Ordinal));
        Assert.All(wrong, setting => Assert.Contains($"not '{setting.Value}'", server.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    // Serves one request, and what probes ask, until all that is expected has arrived; gives the status of /metrics.
    private static async Task<HttpStatusCode> ServeAsync(
        Dictionary<string, string?> environment,
        OtlpCollector collector,
        params (string Path, string Text)[] expected)
    {
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        environment["OTEL_BLRP_SCHEDULE_DELAY"] = "100";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        await using var server = ServerProcess.Start(environment, "--urls=http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcessTests.ReadyAsync(client);
        await client.GetAsync("/alive");
        using var metrics = await client.GetAsync("/metrics");
        await EmbeddingsCaller.VectorsAsync(client, new { input = "seen from outside" });
        foreach (var (path, text) in expected)
        {
            await collector.ArrivedAsync(path, text);
        }

        server.Terminate();
        Assert.Equal(0, await server.ExitCodeAsync());
        return metrics.StatusCode;
    }

    private static string TextOf(OtlpCollector collector, string signal) =>
        string.Concat(collector.Received.Where(received => received.Path.Contains(signal, StringComparison.OrdinalIgnoreCase))
            .Select(received => Encoding.Latin1.GetString(received.Body)));
}
