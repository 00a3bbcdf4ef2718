using Aegis.EmbeddingServer.Api.Answers;
using Aegis.EmbeddingServer.Configuration;
using Aegis.EmbeddingServer.Serving;
using Aegis.Engine.Loading;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aegis.EmbeddingServer.Api.Health;

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
        var identity = now.Engine?.Model.Identity;
        var body = new HealthBody(
            now.StatusName,
            ServiceName,
            BuildIdentity.Version,
            BuildIdentity.Commit,
            options.Backend.Name(),
            options.Enabled,
            identity?.ModelId,
            identity?.ExecutionProvider,
            identity?.Precision,
            identity?.ExecutionReason,
            now.Reason);
        return context.Response.WriteAsJsonAsync(body, ApiJsonContext.Answers.HealthBody);
    }
}
