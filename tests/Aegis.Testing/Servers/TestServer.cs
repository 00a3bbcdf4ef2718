using Aegis.EmbeddingServer.Hosting;
using Aegis.EmbeddingServer.Serving;
using Aegis.Testing.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aegis.Testing.Servers;

/// <summary>The real server in this process, on a free loopback port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>
    /// Starts it with settings such as <c>Aegis:Backend=deterministic</c> and waits until the model has loaded or failed.
    /// </summary>
    public static Task<TestServer> StartAsync(params string[] settings) => StartAsync(null, settings);

    /// <summary>The same, around another backend.</summary>
    public static Task<TestServer> StartAsync(Func<ProvenModel>? backend, params string[] settings) => StartAsync(backend, null, settings);

    /// <summary>The same, with another clock.</summary>
    public static async Task<TestServer> StartAsync(Func<ProvenModel>? backend, TimeProvider? clock, params string[] settings)
    {
        var server = await StartLoadingAsync(backend, clock, settings);
        await server.ModelLoadedAsync();
        return server;
    }

    /// <summary>The same, without waiting for the model.</summary>
    public static Task<TestServer> StartLoadingAsync(Func<ProvenModel>? backend, TimeProvider? clock = null, params string[] settings) =>
        BuildAsync(builder =>
        {
            if (backend is not null)
            {
                builder.Services.AddSingleton(backend);
            }

            if (clock is not null)
            {
                builder.Services.AddSingleton(clock);
            }
        }, settings);

    /// <summary>Starts it with everything that it logs, measures and traces in view, and waits for the model.</summary>
    public static async Task<TestServer> StartSeenAsync(TelemetrySpy spy, Func<ProvenModel>? backend, params string[] settings)
    {
        var server = await BuildAsync(builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(spy);
            if (backend is not null)
            {
                builder.Services.AddSingleton(backend);
            }
        }, ["Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft.AspNetCore=Trace", .. settings]);
        await server.ModelLoadedAsync();
        return server;
    }

    private static async Task<TestServer> BuildAsync(Action<WebApplicationBuilder> customize, string[] settings)
    {
        string[] args = ["--urls=http://127.0.0.1:0", .. settings.Select(setting => "--" + setting)];
        var app = EmbeddingServerHost.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            customize(builder);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(app);
    }

    public Task ModelLoadedAsync() => Services.GetServices<IHostedService>().OfType<ModelHost>().Single().ExecuteTask!;

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
