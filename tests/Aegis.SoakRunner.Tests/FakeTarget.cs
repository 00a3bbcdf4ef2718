using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Aegis.SoakRunner.Tests;

/// <summary>A server that answers as told: rightly, or wrongly in one way.</summary>
internal sealed class FakeTarget : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeTarget(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <param name="spoil">Changes the right answer to the n-th request (from 1); may return a status instead of 200.</param>
    public static async Task<FakeTarget> StartAsync(Func<int, JsonObject, int>? spoil = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var requests = 0;
        app.MapGet("/health", () => "ok");
        app.MapPost("/v1/embeddings", async context =>
        {
            var body = await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body, cancellationToken: context.RequestAborted);
            var answer = RightAnswer(body!["input"]!.AsArray().Count);
            context.Response.StatusCode = spoil?.Invoke(Interlocked.Increment(ref requests), answer) ?? StatusCodes.Status200OK;
            await context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new FakeTarget(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static JsonObject RightAnswer(int inputs) => new()
    {
        ["data"] = new JsonArray([.. Enumerable.Range(0, inputs).Select(index => new JsonObject
        {
            ["index"] = index,
            ["embedding"] = new JsonArray(0.6, 0.8),
        })]),
        ["usage"] = new JsonObject { ["prompt_tokens"] = inputs * 5, ["total_tokens"] = inputs * 5 },
    };
}
