namespace Aegis.AppHost;

/// <summary>Changes Aspire's settings of telemetry for servers and gateway.</summary>
internal static class ServerTelemetry
{
    private const string Sampler = "OTEL_TRACES_SAMPLER";

    /// <summary>
    /// Lets the server choose which traces it keeps. Aspire asks for all traces: thousands a second in a soak run. The
    /// exporter's queue is too small for that, and would drop slow requests too.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithServersOwnSampling(this IResourceBuilder<ProjectResource> server) =>
        server.WithEnvironment(context => context.EnvironmentVariables.Remove(Sampler));
}
