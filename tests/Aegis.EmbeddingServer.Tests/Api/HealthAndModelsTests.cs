using System.Net;
using System.Text.Json;
using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Tests.Support;

namespace Aegis.EmbeddingServer.Tests.Api;

public sealed class HealthAndModelsTests
{
    [Fact]
    public async Task Health_RealModel_SaysWhatServes()
    {
        await using var server = await TestServer.StartAsync("Aegis:Model:Precision=fp32");
        using var body = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));

        Assert.Equal(
            ["status", "service", "version", "backend", "embedding_enabled", "model", "execution_provider", "precision", "execution_reason", "reason"],
            body.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ("ok", "aegis-llm-server", "onnx", "all-MiniLM-L6-v2", "cpu", "fp32"),
            (Text(body, "status"), Text(body, "service"), Text(body, "backend"), Text(body, "model"), Text(body, "execution_provider"), Text(body, "precision")));
    }

    [Fact]
    public async Task Health_Auto_TakesInt8WhereTheCpuIsExact()
    {
        await using var server = await TestServer.StartAsync();
        using var body = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));

        Assert.Equal(Int8Support.IsExact ? "int8" : "fp32", Text(body, "precision"));
    }

    // The same in three places: the log, /health, and a metric.
    [Fact]
    public async Task Metrics_RealModel_SayWhatServesAndWhyNothingBetter()
    {
        await using var server = await TestServer.StartAsync("Aegis:Model:Precision=fp32");
        var metrics = await server.Client.GetStringAsync("/metrics");

        var info = Assert.Single(metrics.Split('\n'), line => line.StartsWith("aegis_model_info", StringComparison.Ordinal));
        Assert.Contains("aegis_execution_provider=\"cpu\"", info, StringComparison.Ordinal);
        Assert.Contains("aegis_precision=\"fp32\"", info, StringComparison.Ordinal);
        Assert.Contains("aegis_execution_skipped=\"NotInBuild\"", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WhileLoading_IsStartingAndEmbeddingsAre503()
    {
        using var loaded = new ManualResetEventSlim();
        Backend Load()
        {
            loaded.Wait();
            return TestBackends.Around(new GatedModel())();
        }

        await using var server = await TestServer.StartLoadingAsync(Load);
        using var health = await server.Client.GetAsync("/health");
        using var body = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        using var refused = await EmbeddingsCaller.PostAsync(server.Client, """{"input":"a"}""");
        var error = await EmbeddingsCaller.ErrorAsync(refused);
        loaded.Set();
        await server.ModelLoadedAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "starting"), (health.StatusCode, Text(body, "status")));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Health_DeterministicBackend_SaysSo()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Deterministic:Dimensions=12");
        using var body = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));

        Assert.Equal(("ok", "deterministic", "none"), (Text(body, "status"), Text(body, "backend"), Text(body, "precision")));
        Assert.Equal(12, (await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "a" }))[0].Length);
    }

    private static string? Text(JsonDocument body, string property) => body.RootElement.GetProperty(property).GetString();
}
