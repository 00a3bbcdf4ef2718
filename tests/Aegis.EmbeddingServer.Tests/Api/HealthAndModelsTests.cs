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
            ["status", "service", "version", "backend", "embedding_enabled", "model", "execution_provider", "precision", "reason"],
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
    public async Task Server_Disabled_SaysSoEverywhere()
    {
        await using var server = await TestServer.StartAsync("Aegis:Enabled=false");
        using var health = await server.Client.GetAsync("/health");
        using var body = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        using var models = JsonDocument.Parse(await server.Client.GetStringAsync("/v1/models"));
        var error = await EmbeddingsCaller.ErrorAsync(server.Client, """{"input":"a"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "error"), (health.StatusCode, Text(body, "status")));
        Assert.Contains("Aegis:Enabled", Text(body, "reason"), StringComparison.Ordinal);
        Assert.False(body.RootElement.GetProperty("embedding_enabled").GetBoolean());
        Assert.Empty(models.RootElement.GetProperty("data").EnumerateArray());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
    }

    [Fact]
    public async Task Health_DeterministicBackend_SaysSo()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Deterministic:Dimensions=12");
        using var body = JsonDocument.Parse(await server.Client.GetStringAsync("/health"));

        Assert.Equal(("ok", "deterministic", "none"), (Text(body, "status"), Text(body, "backend"), Text(body, "precision")));
        Assert.Equal(12, (await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "a" }))[0].Length);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/v1/models")]
    public async Task Head_WhereGetWorks_Works(string route)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        using var request = new HttpRequestMessage(HttpMethod.Head, route);
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Models_List_HasTheRealModelFirstThenItsAliases()
    {
        await using var server = await TestServer.StartAsync("Aegis:Model:Aliases=one,two/three");
        using var list = JsonDocument.Parse(await server.Client.GetStringAsync("/v1/models"));
        var data = list.RootElement.GetProperty("data").EnumerateArray().ToArray();

        Assert.Equal(["all-MiniLM-L6-v2", "one", "two/three"], data.Select(model => model.GetProperty("id").GetString()));
        Assert.False(data[0].TryGetProperty("root", out _));
        Assert.Equal("all-MiniLM-L6-v2", data[1].GetProperty("root").GetString());
        Assert.Equal("sentence-transformers", data[0].GetProperty("owned_by").GetString());
        Assert.True(data[0].GetProperty("created").GetInt64() > 0);
    }

    [Theory]
    [InlineData("all-MiniLM-L6-v2", "all-MiniLM-L6-v2")]
    [InlineData("sentence-transformers/all-MiniLM-L6-v2", "all-MiniLM-L6-v2")]
    [InlineData("nomic-ai/nomic-embed-text-v1.5", "nomic-ai/nomic-embed-text-v1.5")]
    [InlineData("nomic-ai%2Fnomic-embed-text-v1.5", "nomic-ai/nomic-embed-text-v1.5")]
    [InlineData("all-MiniLM-L6-v2/", "all-MiniLM-L6-v2")]
    public async Task Models_One_IsFoundUnderEveryName(string name, string id)
    {
        await using var server = await TestServer.StartAsync();
        using var model = JsonDocument.Parse(await server.Client.GetStringAsync($"/v1/models/{name}"));

        Assert.Equal(id, model.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Models_Unknown_Is404InTheEnvelope()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        using var response = await server.Client.GetAsync("/v1/models/gpt-4");
        var error = await EmbeddingsCaller.ErrorAsync(response);

        Assert.Equal((HttpStatusCode.NotFound, "model_not_found"), (error.Status, error.Code));
    }

    private static string? Text(JsonDocument body, string property) => body.RootElement.GetProperty(property).GetString();
}
