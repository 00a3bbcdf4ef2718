using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Api;

public sealed class HealthAndModelsTests
{
    [Fact]
    public async Task Health_RealModel_SaysWhatServes()
    {
        await using var server = await TestServer.StartAsync("Aegis:Model:Precision=fp32");
        using var body = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));

        Assert.Equal(
            [
                "status", "service", "version", "commit", "backend", "embedding_enabled", "model", "execution_provider", "precision",
                "execution_reason", "reason",
            ],
            body.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["ok", "aegis-llm-server", "onnx", "all-MiniLM-L6-v2", "cpu", "fp32"],
            ((string[])["status", "service", "backend", "model", "execution_provider", "precision"]).Select(name => Text(body, name)));
    }

    [Fact]
    public async Task Health_Auto_TakesInt8WhereTheCpuIsExact()
    {
        await using var server = await TestServer.StartAsync();
        using var body = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));

        Assert.Equal(Int8Support.IsExact ? "int8" : "fp32", Text(body, "precision"));
    }

    // The same as in the log and in /health.
    [Fact]
    public async Task Metrics_RealModel_SayWhatServesAndWhyNothingBetter()
    {
        await using var server = await TestServer.StartAsync("Aegis:Model:Precision=fp32");
        var meters = server.Services.GetRequiredService<IMeterFactory>();
        var tags = new Dictionary<string, object?>();
        using var listener = new MeterListener
        {
            // Those of other servers in this process are not meant.
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "aegis.model.info" && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, _, measured, _) => tags = measured.ToArray().ToDictionary());
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal("all-MiniLM-L6-v2", tags["gen_ai.response.model"]);
        Assert.Equal("cpu", tags["aegis.execution.provider"]);
        Assert.Equal("fp32", tags["aegis.precision"]);
        Assert.Equal("NotInBuild", tags["aegis.execution.skipped"]);
        Assert.Matches("^[0-9a-f]{64}$", Assert.IsType<string>(tags["aegis.model.fingerprint"]));
        Assert.Matches(@"^\d+\.\d+\.\d+$", Assert.IsType<string>(tags["aegis.onnxruntime.version"]));
    }

    [Fact]
    public async Task Health_WhileLoading_IsStartingAndEmbeddingsAre503()
    {
        using var loaded = new ManualResetEventSlim();
        Backend Load()
        {
            loaded.Wait();
            return TestModels.Around(new GatedModel())();
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
