using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>A collector of telemetry on free loopback ports, by HTTP and by gRPC; it may answer errors, or nothing at all.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly CancellationTokenSource _closing = new();
    private readonly int? _status;

    private OtlpCollector(WebApplication app, int? status)
    {
        _app = app;
        _status = status;
    }

    public Uri Http => new(Addresses.First());

    public Uri Grpc => new(Addresses.Last());

    private ICollection<string> Addresses => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    /// <summary>Every path that was posted to so far, and what came.</summary>
    public IReadOnlyCollection<(string Path, byte[] Body)> Received => _received;

    /// <summary>Starts it.</summary>
    /// <param name="status">HTTP status of every answer; null: it takes what comes, and never answers.</param>
    public static async Task<OtlpCollector> StartAsync(int? status = StatusCodes.Status200OK)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var collector = new OtlpCollector(app, status);
        app.Run(collector.TakeAsync);
        await app.StartAsync();
        return collector;
    }

    /// <summary>Ends when a text has arrived at a path that holds <paramref name="part"/>.</summary>
    public async Task ArrivedAsync(string part, string text)
    {
        while (!_received.Any(received => received.Path.Contains(part, StringComparison.OrdinalIgnoreCase)
            && Encoding.Latin1.GetString(received.Body).Contains(text, StringComparison.Ordinal)))
        {
            Assert.True(await _arrivals.WaitAsync(Deadline.Wait), $"'{text}' has not arrived at {part}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        _closing.Dispose();
        _arrivals.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path, body.ToArray()));
        _arrivals.Release();
        if (_status is not { } status)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _closing.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        context.Response.StatusCode = status;
        if (context.Request.ContentType == "application/grpc")
        {
            // An empty message: not compressed, no bytes.
            context.Response.ContentType = "application/grpc";
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
