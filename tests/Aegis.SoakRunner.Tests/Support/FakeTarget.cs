using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>A small embeddings server that answers as the deterministic backend does: rightly, or wrongly in one way.</summary>
internal sealed class FakeTarget : IAsyncDisposable
{
    private const int Dimensions = 8;
    private const int MaxTokens = 256;

    private readonly WebApplication _app;
    private int _requests;
    private int _scrapes;

    private FakeTarget(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Changes the right answer to the n-th request (from 1); gives the status.</summary>
    public Func<int, JsonObject, int> Spoil { get; init; } = (_, _) => StatusCodes.Status200OK;

    /// <summary>Happens before the n-th answer.</summary>
    public Func<int, CancellationToken, Task> Before { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Resident memory at the n-th look, in bytes.</summary>
    public Func<int, long> WorkingSet { get; init; } = _ => 100_000_000;

    /// <summary>Process at the n-th look.</summary>
    public Func<int, int> ProcessId { get; init; } = _ => int.MaxValue;

    public bool SaysRetryAfter { get; init; } = true;

    /// <summary>Makes a target of a configured one's settings, and starts it.</summary>
    public static async Task<FakeTarget> StartAsync(Func<WebApplication, FakeTarget>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var target = configure?.Invoke(app) ?? new FakeTarget(app);
        target.Map();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return target;
    }

    /// <summary>A target whose answers are changed.</summary>
    public static Task<FakeTarget> SpoiledAsync(Func<int, JsonObject, int> spoil) =>
        StartAsync(app => new FakeTarget(app) { Spoil = spoil });

    /// <summary>A target whose memory goes its own way.</summary>
    public static Task<FakeTarget> WithMemoryAsync(Func<int, long> workingSet) =>
        StartAsync(app => new FakeTarget(app) { WorkingSet = workingSet });

    /// <summary>A target that comes back as another process.</summary>
    public static Task<FakeTarget> WithProcessAsync(Func<int, int> processId) =>
        StartAsync(app => new FakeTarget(app) { ProcessId = processId });

    /// <summary>A target that takes its time.</summary>
    public static Task<FakeTarget> DelayedAsync(Func<int, CancellationToken, Task> before) =>
        StartAsync(app => new FakeTarget(app) { Before = before });

    /// <summary>A target that refuses every third request, and does not say when to come again.</summary>
    public static Task<FakeTarget> CurtAsync() => StartAsync(
        app =>
            new FakeTarget(app)
            {
                Spoil = (request, _) => request % 3 == 0 ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK,
                SaysRetryAfter = false,
            });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapGet(
            "/health", () => Results.Json(
                new
                {
                    status = "ok", version = "1.0", backend = "deterministic", model = "fake", execution_provider = "cpu",
                    precision = "none",
                }));
        _app.MapGet("/metrics", () => Metrics(Interlocked.Increment(ref _scrapes)));
        _app.MapPost("/v1/embeddings", AnswerAsync);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = (await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body, cancellationToken: context.RequestAborted))!;
        var number = Interlocked.Increment(ref _requests);
        string[] texts = [.. body["input"]!.AsArray().Select(text => text!.GetValue<string>())];
        var answer = RightAnswer(texts, body["encoding_format"]?.GetValue<string>() == "base64");
        await Before(number, context.RequestAborted);
        context.Response.StatusCode = Spoil(number, answer);
        if (context.Response.StatusCode is 429 or 503 && SaysRetryAfter)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        if (texts.Count(text => Tokens(text) > MaxTokens) is > 0 and var cut)
        {
            context.Response.Headers["x-aegis-truncated-inputs"] = cut.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    private static JsonObject RightAnswer(string[] texts, bool base64)
    {
        var tokens = texts.Sum(text => Math.Min(Tokens(text), MaxTokens));
        return new JsonObject
        {
            ["data"] =
                new JsonArray(
                    [
                        .. texts.Select(
                            (text, index) =>
                                new JsonObject { ["index"] = index, ["embedding"] = Vectors.ToJson(Vectors.Of(text, Dimensions), base64) }),
                    ]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
        };
    }

    private static int Tokens(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length + 2;

    private string Metrics(int look) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        # TYPE target_info gauge
        target_info{process_pid="{{ProcessId(look)}}",process_executable_name="nobody"} 1
        dotnet_process_memory_working_set_bytes{otel_scope_name="System.Runtime"} {{WorkingSet(look)}}
        dotnet_gc_last_collection_heap_size_bytes{gc_heap_generation="gen0"} 1000
        dotnet_process_cpu_time_seconds_total{cpu_mode="user"} {{look}}
        aegis_queue_inputs 0
        aegis_queue_tokens 0
        """).Replace("\r", string.Empty, StringComparison.Ordinal);
}
