using Aegis.EmbeddingServer.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aegis.EmbeddingServer.Api;

/// <summary>Readiness, as a health check for the framework and as the body of <c>/health</c>.</summary>
internal sealed class HealthEndpoint(ServingState state) : IHealthCheck
{
    private const string ServiceName = "aegis-llm-server";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = state.Current;
        return Task.FromResult(now.Status == ServingStatus.Ok ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(now.Reason));
    }

    /// <summary>Writes the body; the health-check middleware has set the status code.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var services = context.RequestServices;
        var options = services.GetRequiredService<AegisOptions>();
        var now = services.GetRequiredService<ServingState>().Current;
        var identity = now.Engine?.Backend.Identity;
        var body = new HealthBody(
            now.Status.ToString().ToLowerInvariant(),
            ServiceName,
            BuildIdentity.Version,
            BuildIdentity.Commit,
            options.Backend.ToString().ToLowerInvariant(),
            options.Enabled,
            identity?.ModelId,
            identity?.ExecutionProvider,
            identity?.Precision,
            identity?.ExecutionReason,
            now.Reason);
        return context.Response.WriteAsJsonAsync(body, ApiJsonContext.Answers.HealthBody);
    }
}
