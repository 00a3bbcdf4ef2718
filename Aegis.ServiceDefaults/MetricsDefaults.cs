using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace Aegis.ServiceDefaults;

/// <summary>Metrics for Prometheus to fetch, for services that have routes.</summary>
public static class MetricsDefaults
{
    /// <summary>The metrics as Prometheus text.</summary>
    public const string Path = "/metrics";

    /// <summary>Collects what <see cref="MapMetrics"/> answers.</summary>
    public static TBuilder AddMetrics<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddDescribedTelemetry().WithMetrics(metrics => metrics.AddInstruments().AddPrometheusExporter());
        return builder;
    }

    /// <summary>Maps <see cref="Path"/>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPipeline(Path, pipeline => pipeline.UseOpenTelemetryPrometheusScrapingEndpoint(context => true)).WithDisplayName("Metrics");
}
