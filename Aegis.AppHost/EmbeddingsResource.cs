using System.Globalization;
using Aegis.Scheduling;

namespace Aegis.AppHost;

/// <summary>
/// The embeddings API in the graph: one server, or with <c>--replicas N</c> a gateway in front of N servers. The address is
/// the same.
/// </summary>
internal static class EmbeddingsResource
{
    private const string Endpoint = "http";
    private const string WorkersVariable = "Aegis__Execution__Workers";
    private const string WorkersKey = "Aegis:Execution:Workers";

    private static readonly ResourceLink[] Links =
        [new("Page", "/"), new("API reference", "/docs"), new("Health", "/health"), new("Metrics", "/metrics")];

    /// <param name="app">The graph.</param>
    /// <param name="name">The resource that clients use. Servers behind a gateway are <c>name-1</c> to <c>name-N</c>.</param>
    public static IResourceBuilder<ProjectResource> AddEmbeddings(this IDistributedApplicationBuilder app, string name, int port)
    {
        var parameters = new ServerParameters(app);
        var embeddings = ReplicaCount.Read(app.Configuration) is { } replicas
            ? app.AddGateway(
                name,
                [.. Enumerable.Range(1, replicas).Select(number => app.AddReplica($"{name}-{number}", parameters, replicas))])
            : parameters.HandTo(app.AddProject<Projects.Aegis_EmbeddingServer>(name));
        return embeddings.WithEndpoint(Endpoint, endpoint => endpoint.Port = port).AsEmbeddings();
    }

    /// <summary>Links, health check and commands in the dashboard: the same for a server and the gateway.</summary>
    private static IResourceBuilder<ProjectResource> AsEmbeddings(this IResourceBuilder<ProjectResource> resource) => resource
        .WithHttpHealthCheck("/health")
        .WithLinks(Links)
        .WithServerCommands()
        .WithServersOwnSampling();

    private static IResourceBuilder<ProjectResource> AddGateway(
        this IDistributedApplicationBuilder app, string name, IResourceBuilder<ProjectResource>[] servers)
    {
        var gateway = app.AddProject<Projects.Aegis_Gateway>(name);
        for (var index = 0; index < servers.Length; index++)
        {
            // Service discovery knows the name from the reference.
            gateway
                .WithReference(servers[index])
                .WithEnvironment($"Aegis__Gateway__Servers__{index}", $"http://{servers[index].Resource.Name}");
        }

        return gateway;
    }

    private static IResourceBuilder<ProjectResource> AddReplica(
        this IDistributedApplicationBuilder app, string name, ServerParameters parameters, int replicas)
    {
        // The orchestrator's proxy accepts connections for a dead server. The gateway must see that the server is dead.
        var server = app.AddProject<Projects.Aegis_EmbeddingServer>(name)
            .WithEndpoint(Endpoint, endpoint => (endpoint.Port, endpoint.IsProxied) = (FixedPorts.Free(), false));
        if (app.Configuration[WorkersKey] is null)
        {
            // The servers share the cores of this machine.
            server.WithEnvironment(WorkersVariable, Math.Max(1, PhysicalCores.Count() / replicas).ToString(CultureInfo.InvariantCulture));
        }

        return parameters.HandTo(server).AsEmbeddings();
    }
}
