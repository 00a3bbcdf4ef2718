using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aegis.Gateway.Tests.Support;

/// <summary>A server that the test controls: <see cref="Health"/> and <see cref="Answer"/> decide how it behaves.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Answers health checks.</summary>
    public RequestDelegate Health { get; set; } = Healthy;

    /// <summary>Answers all other requests.</summary>
    public RequestDelegate Answer { get; set; } = context => WriteAsync(context, 200, "answer");

    /// <summary>The bodies of all requests, without health checks.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The headers of the last request.</summary>
    public IHeaderDictionary? Headers { get; private set; }

    public static async Task<StubServer> StartAsync(string name = "answer")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        var app = builder.Build();
        var stub = new StubServer(app) { Answer = context => WriteAsync(context, 200, name) };
        app.Run(stub.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        stub.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return stub;
    }

    /// <summary>The text as the answer of a server; with the status of an error, as the message of an envelope.</summary>
    public static Task WriteAsync(HttpContext context, int status, string text) =>
        WriteAsync(context, status, "application/json; charset=utf-8", status < 400 ? text : Error(text));

    public static Task WriteAsync(HttpContext context, int status, string? contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    }

    public static string Error(string message) =>
        $$$"""{"error":{"message":"{{{message}}}","type":"server_error","param":null,"code":"upstream_error"}}""";

    public static Task Healthy(HttpContext context) =>
        WriteAsync(context, 200, """{"status":"ok","service":"aegis-llm-server"}""");

    /// <summary>Answers when the task ends.</summary>
    public static RequestDelegate AnswerAfter(Task when, string body = "answer") => async context =>
    {
        await when;
        await WriteAsync(context, 200, body);
    };

    /// <summary>Refuses like a server that is overloaded (429) or drains (503).</summary>
    public static RequestDelegate Refusal(int status) => context =>
    {
        context.Response.Headers.RetryAfter = "7";
        return WriteAsync(context, status, $"refused with {status}");
    };

    /// <summary>Breaks the connection before the answer begins.</summary>
    public static Task BreakOff(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Breaks the connection in the middle of an answer, when the task ends.</summary>
    public static RequestDelegate BreakOffInTheMiddle(int length, Task when) => async context =>
    {
        context.Response.ContentLength = length;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("part of an answer");
        await context.Response.Body.FlushAsync();
        await when;
        context.Abort();
    };

    /// <summary>Hangs in the middle of an answer.</summary>
    public static RequestDelegate HangInTheMiddle(int length) => async context =>
    {
        context.Response.ContentLength = length;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("part of an answer");
        await context.Response.Body.FlushAsync();
        await Hang(context);
    };

    /// <summary>Does not answer until the caller closes the connection.</summary>
    public static Task Hang(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == "/health")
        {
            await Health(context);
            return;
        }

        Headers = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        Asked.Enqueue(await reader.ReadToEndAsync());
        await Answer(context);
    }
}
