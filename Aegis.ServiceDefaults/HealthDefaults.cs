using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aegis.ServiceDefaults;

/// <summary>Readiness and liveness routes. They exist in every environment, because orchestrators use them in production.</summary>
public static class HealthDefaults
{
    /// <summary>200 when the service can serve a request now, else 503.</summary>
    public const string ReadinessPath = "/health";

    /// <summary>200 as long as the process answers.</summary>
    public const string LivenessPath = "/alive";

    private const string LivenessTag = "live";

    internal static void Add(IServiceCollection services) =>
        services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LivenessTag]);

    /// <summary>Maps <see cref="ReadinessPath"/> and <see cref="LivenessPath"/>.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="writeReadiness">Writes the readiness body; null for the overall status as plain text.</param>
    public static IEndpointRouteBuilder MapHealth(
        this IEndpointRouteBuilder endpoints,
        Func<HttpContext, HealthReport, Task>? writeReadiness = null)
    {
        var readiness = new HealthCheckOptions();
        if (writeReadiness is not null)
        {
            readiness.ResponseWriter = writeReadiness;
        }

        Map(endpoints, ReadinessPath, readiness);
        return endpoints.MapLiveness();
    }

    /// <summary>Maps only <see cref="LivenessPath"/>, for a service that passes readiness checks on to others.</summary>
    public static IEndpointRouteBuilder MapLiveness(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, LivenessPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivenessTag) });
        return endpoints;
    }

    // Probes send no credentials.
    private static void Map(IEndpointRouteBuilder endpoints, string path, HealthCheckOptions options) => endpoints
        .MapPipeline(path, pipeline => pipeline.UseMiddleware<HealthCheckMiddleware>(Options.Create(options)))
        .WithDisplayName("Health check " + path)
        .WithMetadata(new OpenRouteMetadata())
        .DisableHttpMetrics();
}
