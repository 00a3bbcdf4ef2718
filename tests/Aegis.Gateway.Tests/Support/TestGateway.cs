using Aegis.Gateway.Balancing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aegis.Gateway.Tests.Support;

/// <summary>The real gateway in this process, on a free loopback port.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestGateway(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts in front of servers, with settings such as <c>Aegis:Api:Keys=secret</c>.</summary>
    public static Task<TestGateway> StartAsync(IEnumerable<Uri> servers, params string[] settings) =>
        StartAsync(servers, TimeProvider.System, settings);

    /// <summary>The same with a clock of the test. Only the first health check of each server then runs by itself.</summary>
    public static async Task<TestGateway> StartAsync(IEnumerable<Uri> servers, TimeProvider clock, params string[] settings)
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0",
            .. servers.Select((server, index) => $"--Aegis:Gateway:Servers:{index}={server.GetLeftPart(UriPartial.Authority)}"),
            .. settings.Select(setting => "--" + setting),
        ];
        var app = GatewayHost.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(clock);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestGateway(app);
    }

    /// <summary>Waits until this number of servers is healthy.</summary>
    public Task ReadyAsync(int servers) => Deadline.UntilAsync(() =>
        Services.GetRequiredService<ReplicaCluster>().All.Count(ReplicaCluster.IsHealthy) == servers);

    public static async Task<string> TextAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Stops like after a signal.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
