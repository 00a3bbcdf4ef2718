using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Aegis.SoakRunner.Document;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Aegis.SoakRunner.Tests.Support;

/// <summary>The live page's server as the page sees it: answers as set and sends what a test plays.</summary>
internal sealed class StubRunner : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Channel<string>, byte> _listeners = new();
    private WebApplication _app = null!;

    public Uri Address { get; private set; } = null!;

    public LiveState State { get; private set; } = Samples.Idle;

    public IReadOnlyList<LiveTick> History { get; set; } = [];

    public IReadOnlyList<GateResult> Gates { get; set; } = [];

    public IReadOnlyList<ProfileItem> Profiles { get; set; } = Samples.Profiles;

    public IReadOnlyList<RunItem> Runs { get; set; } = [];

    /// <summary>Why a start is refused; null: it is not.</summary>
    public string? Refusal { get; set; }

    /// <summary>Answers that are no stream, as a proxy gives while the runner is away.</summary>
    public bool IsAway { get; set; }

    public ConcurrentQueue<string> Started { get; } = new();

    public int Stops { get; private set; }

    public static async Task<StubRunner> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new StubRunner { _app = builder.Build() };
        stub.Map();
        await stub._app.StartAsync(TestContext.Current.CancellationToken);
        stub.Address = new Uri(stub._app.Urls.Single());
        return stub;
    }

    public void Play(LiveState state)
    {
        State = state;
        Send("state", state, ReportJson.Default.LiveState);
    }

    public void Play(LiveTick tick) => Send("tick", tick, ReportJson.Default.LiveTick);

    public void Play(IReadOnlyList<GateResult> gates) => Send("gates", gates, ReportJson.Default.IReadOnlyListGateResult);

    public void Clear() => SendText("event: clear\ndata: {}\n\n");

    /// <summary>Ends every open stream.</summary>
    public void HangUp()
    {
        foreach (var listener in _listeners.Keys)
        {
            listener.Writer.TryComplete();
        }
    }

    public async ValueTask DisposeAsync()
    {
        HangUp();
        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'";
            return next(context);
        });
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        _app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        _app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        _app.MapGet("/api/profiles", () => Results.Json(Profiles, ReportJson.Default.IReadOnlyListProfileItem));
        _app.MapGet("/api/runs", () => Results.Json(Runs, ReportJson.Default.IReadOnlyListRunItem));
        _app.MapPost("/api/runs", StartRun);
        _app.MapPost("/api/stop", context =>
        {
            context.Response.StatusCode = context.Request.HasJsonContentType()
                ? StatusCodes.Status202Accepted
                : StatusCodes.Status415UnsupportedMediaType;
            Stops++;
            return Task.CompletedTask;
        });
        _app.MapGet("/api/events", ListenAsync);
        _app.MapGet(
            "/runs/{id}/report.html",
            (string id) => Results.Text($"<!doctype html><title>Report</title><h1>Report of {id}</h1>", "text/html"));
    }

    private async Task StartRun(HttpContext context)
    {
        var request = await context.Request.ReadFromJsonAsync(ReportJson.Default.StartRequest, context.RequestAborted);
        Started.Enqueue(request!.Profile);
        if (Refusal is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await context.Response.WriteAsJsonAsync(
                new ErrorAnswer(refusal), ReportJson.Default.ErrorAnswer, cancellationToken: context.RequestAborted);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsJsonAsync(State, ReportJson.Default.LiveState, cancellationToken: context.RequestAborted);
    }

    private async Task ListenAsync(HttpContext context)
    {
        if (IsAway)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }

        var listener = Channel.CreateUnbounded<string>();
        listener.Writer.TryWrite(Frame("state", State, ReportJson.Default.LiveState));
        listener.Writer.TryWrite(Frame("history", History, ReportJson.Default.IReadOnlyListLiveTick));
        listener.Writer.TryWrite(Frame("gates", Gates, ReportJson.Default.IReadOnlyListGateResult));
        _listeners.TryAdd(listener, 0);
        context.Response.ContentType = "text/event-stream";
        try
        {
            // A browser waits three seconds before it connects again, unless it is told.
            await context.Response.WriteAsync("retry: 100\n\n", context.RequestAborted);
            await foreach (var frame in listener.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(frame, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
        finally
        {
            _listeners.TryRemove(listener, out _);
        }
    }

    private void Send<T>(string name, T value, JsonTypeInfo<T> type) => SendText(Frame(name, value, type));

    private void SendText(string frame)
    {
        foreach (var listener in _listeners.Keys)
        {
            listener.Writer.TryWrite(frame);
        }
    }

    private static string Frame<T>(string name, T value, JsonTypeInfo<T> type) =>
        $"event: {name}\ndata: {JsonSerializer.Serialize(value, type)}\n\n";
}
