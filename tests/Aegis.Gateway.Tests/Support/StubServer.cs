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

/// <summary>What a server behind the gateway may do to it: <see cref="Health"/> and <see cref="Answer"/> say how it behaves now.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>How it answers a look at its health.</summary>
    public RequestDelegate Health { get; set; } = context => WriteAsync(context, 200, "ok");

    /// <summary>How it answers everything else.</summary>
    public RequestDelegate Answer { get; set; } = context => WriteAsync(context, 200, "answer");

    /// <summary>The bodies of what it was asked, looks at its health left out.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The headers of what it was asked last.</summary>
    public IHeaderDictionary? Headers { get; private set; }

    public static async Task<StubServer> StartAsync(string name = "answer")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new StubServer(app) { Answer = context => WriteAsync(context, 200, name) };
        app.Run(stub.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        stub.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return stub;
    }

    public static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    /// <summary>Answers when it is told to.</summary>
    public static RequestDelegate AnswerAfter(Task when, string body = "answer") => async context =>
    {
        await when;
        await WriteAsync(context, 200, body);
    };

    /// <summary>The same refusal as a server's whose queue is full, or that drains.</summary>
    public static RequestDelegate Refusal(int status) => context =>
    {
        context.Response.Headers.RetryAfter = "7";
        return WriteAsync(context, status, $"refused with {status}");
    };

    /// <summary>Breaks off before a byte of an answer.</summary>
    public static Task BreakOff(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Breaks off in the middle of an answer, when it is told to.</summary>
    public static RequestDelegate BreakOffInTheMiddle(int length, Task when) => async context =>
    {
        context.Response.ContentLength = length;
        await context.Response.WriteAsync("part of an answer");
        await context.Response.Body.FlushAsync();
        await when;
        context.Abort();
    };

    /// <summary>Says nothing more in the middle of an answer.</summary>
    public static RequestDelegate HangInTheMiddle(int length) => async context =>
    {
        context.Response.ContentLength = length;
        await context.Response.WriteAsync("part of an answer");
        await context.Response.Body.FlushAsync();
        await Hang(context);
    };

    /// <summary>Says nothing until nobody listens any more.</summary>
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
