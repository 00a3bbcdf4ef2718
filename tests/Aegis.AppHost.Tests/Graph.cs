using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Aegis.AppHost.Tests.Graph))]

namespace Aegis.AppHost.Tests;

/// <summary>The whole graph, started once: server, soak runner, dashboard.</summary>
public sealed class Graph : IAsyncLifetime
{
    private const string EmbeddingsResource = "embeddings";

    private DistributedApplication? _app;
    private string _dashboardKey = string.Empty;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("The graph has not started");

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Aegis_AppHost>(
            new DistributedApplicationTestingBuilderOptions { EnableDashboard = true }, ["--Soak:Seconds=5"], CancellationToken.None);
        // The hosting layer logs thousands of lines, the resources' own among them.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        _dashboardKey = builder.Configuration["AppHost:DashboardApiKey"] ?? string.Empty;
        _app = await builder.BuildAsync();
        await _app.StartAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3), TimeProvider.System);
        await HealthyAsync(deadline.Token);
    }

    /// <summary>A client of the server, by service discovery.</summary>
    public HttpClient Embeddings() => App.CreateHttpClient(EmbeddingsResource);

    /// <summary>Waits until the server is healthy.</summary>
    public Task HealthyAsync(CancellationToken cancellationToken) =>
        App.ResourceNotifications.WaitForResourceHealthyAsync(EmbeddingsResource, cancellationToken);

    /// <summary>A client of the dashboard's telemetry API.</summary>
    public async Task<HttpClient> DashboardAsync(CancellationToken cancellationToken)
    {
        var url = await App.GetDashboardUrlAsync(cancellationToken);
        var client = new HttpClient { BaseAddress = new Uri(url.GetLeftPart(UriPartial.Authority)) };
        client.DefaultRequestHeaders.Add("x-api-key", _dashboardKey);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
