using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary><c>POST /canary</c> around fake models; of the real one the contract's fixtures tell.</summary>
public sealed class CanaryTests
{
    private static readonly Canary Canary = new(new ReferenceVectors([new("one", [1, 0, 0, 0])]), 0.999, "the test");

    private volatile bool _isWrong;

    [Fact]
    public async Task Canary_WrongThenRight_TakesReadinessAndGivesItBack()
    {
        await using var server = await TestServer.StartAsync(Backend);

        _isWrong = true;
        var failed = await EmbeddingsCaller.ErrorAsync(await PostAsync(server));
        var (health, embeddings) = (await HealthAsync(server), await EmbedAsync(server));
        _isWrong = false;
        using var passed = await PostAsync(server);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (failed.Status, failed.Code));
        Assert.Contains("mean cosine to the vectors of the test", failed.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (health, embeddings));
        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await HealthAsync(server), await EmbedAsync(server)));
    }

    [Fact]
    public async Task Canary_BackendWithoutOne_SaysThatThereIsNothingToProve()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        using var response = await PostAsync(server);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("none", body.RootElement.GetProperty("result").GetString());
        Assert.Contains("nothing to prove", body.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canary_WhileTheModelLoads_SaysSoAndWhenToTryAgain()
    {
        using var gate = new ManualResetEventSlim();
        await using var server = await TestServer.StartLoadingAsync(() =>
        {
            gate.Wait(Deadline.Wait);
            return Backend();
        });

        using var response = await PostAsync(server);
        gate.Set();
        var error = await EmbeddingsCaller.ErrorAsync(response);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "No proof: the model is being loaded"), (error.Status, error.Message));
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Canary_WhileTheServerDrains_SaysSo()
    {
        await using var server = await TestServer.StartAsync(Backend);

        server.Services.GetRequiredService<ServingState>().Draining();
        var error = await EmbeddingsCaller.ErrorAsync(await PostAsync(server));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "No proof: the server is shutting down"), (error.Status, error.Message));
    }

    [Fact]
    public async Task Canary_PageOfTheServerItself_MayAsk()
    {
        await using var server = await TestServer.StartAsync(Backend);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/canary")
        {
            Headers = { { "Origin", server.Address.GetLeftPart(UriPartial.Authority) } }
        };
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private ProvenModel Backend() => TestModels.Around(new DelegateModel((_, vectors) =>
    {
        DelegateModel.FillUnit(vectors, 4);
        if (_isWrong)
        {
            vectors.Span.Reverse();
        }
    }))() with { Canary = Canary };

    private static Task<HttpResponseMessage> PostAsync(TestServer server) => server.Client.PostAsync("/canary", null);

    private static async Task<HttpStatusCode> HealthAsync(TestServer server)
    {
        using var response = await server.Client.GetAsync("/health");
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> EmbedAsync(TestServer server)
    {
        using var response = await EmbeddingsCaller.PostAsync(server.Client, """{"input":"hello"}""");
        return response.StatusCode;
    }
}
