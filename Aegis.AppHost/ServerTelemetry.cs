namespace Aegis.AppHost;

/// <summary>What the graph says to servers and gateway about telemetry, beside what Aspire says to every resource.</summary>
internal static class ServerTelemetry
{
    private const string Sampler = "OTEL_TRACES_SAMPLER";

    /// <summary>
    /// Lets the server choose which traces it keeps. Aspire asks for all of them, which in a soak run are thousands a
    /// second: more than the exporter's queue takes, so that the slow ones would be among those that are dropped.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithServersOwnSampling(this IResourceBuilder<ProjectResource> server) =>
        server.WithEnvironment(context => context.EnvironmentVariables.Remove(Sampler));
}
