using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(Aegis.AppHost.Tests.Graph))]

namespace Aegis.AppHost.Tests;

/// <summary>One collection for all tests with the graph: a test that kills the server must not break another one's request.</summary>
[CollectionDefinition(Name)]
public sealed class GraphTestGroup
{
    public const string Name = "graph";
}

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
            new DistributedApplicationTestingBuilderOptions { EnableDashboard = true }, [], CancellationToken.None);
        // The hosting layer logs thousands of lines, including those of the resources.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        AddContractServers(builder);
        _dashboardKey = builder.Configuration["AppHost:DashboardApiKey"] ?? string.Empty;
        _app = await builder.BuildAsync();
        await _app.StartAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3), TimeProvider.System);
        await HealthyAsync(deadline.Token);
    }

    /// <summary>Finds the server by service discovery.</summary>
    public HttpClient Embeddings() => App.CreateHttpClient(EmbeddingsResource);

    /// <summary>Waits until a resource is healthy, by default the server.</summary>
    public Task HealthyAsync(CancellationToken cancellationToken, string resource = EmbeddingsResource) =>
        App.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);

    /// <summary>A client without retries of a server for the contract's fixtures. Waits until the server is healthy.</summary>
    internal async Task<HttpClient> ContractServerAsync(string name, CancellationToken cancellationToken)
    {
        var resource = name == ContractServers.Default ? EmbeddingsResource : name;
        await HealthyAsync(cancellationToken, resource);
        return new HttpClient { BaseAddress = App.GetEndpoint(resource, "http") };
    }

    public async Task<HttpClient> DashboardAsync(CancellationToken cancellationToken)
    {
        var url = await App.GetDashboardUrlAsync(cancellationToken);
        var client = new HttpClient { BaseAddress = new Uri(url.GetLeftPart(UriPartial.Authority)) };
        client.DefaultRequestHeaders.Add("x-api-key", _dashboardKey);
        return client;
    }

    // The graph's own server has default settings. The fixtures need more servers with other settings.
    private static void AddContractServers(IDistributedApplicationTestingBuilder builder)
    {
        var embeddings = builder.CreateResourceBuilder<ProjectResource>(EmbeddingsResource);
        foreach (var (name, settings) in ContractServers.Settings.Where(server => server.Key != ContractServers.Default))
        {
            // A disabled server is never ready, but must answer.
            var server = builder.AddProject<Projects.Aegis_EmbeddingServer>(name)
                .WithHttpHealthCheck(settings.ContainsKey("Aegis:Enabled") ? "/alive" : "/health")
                .WaitFor(embeddings);
            foreach (var (key, value) in settings)
            {
                server.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
