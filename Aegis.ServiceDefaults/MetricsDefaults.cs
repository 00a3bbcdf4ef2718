using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Aegis.ServiceDefaults;

/// <summary>The metrics of a service, and the route where Prometheus reads them.</summary>
public static class MetricsDefaults
{
    /// <summary>The metrics as Prometheus text.</summary>
    public const string Path = "/metrics";

    /// <summary>Every meter of the product has this prefix.</summary>
    private const string OwnMeters = "Aegis.*";

    private const string HttpServerDuration = "http.server.request.duration";

    /// <summary>Seconds, 0.5 ms to 30 s. The framework's own buckets begin at 5 ms; a query takes less.</summary>
    private static readonly double[] HttpServerBuckets =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>Collects the metrics for <see cref="MapMetrics"/>.</summary>
    public static TBuilder AddMetrics<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddInstruments().WithMetrics(metrics => metrics.AddPrometheusExporter());
        return builder;
    }

    /// <summary>Maps <see cref="Path"/>, unless telemetry is switched off (<c>OTEL_SDK_DISABLED</c>).</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        if (!OtlpSignal.IsSdkDisabled(endpoints.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            endpoints.MapPipeline(Path, pipeline => pipeline.UseOpenTelemetryPrometheusScrapingEndpoint(context => true))
                .WithDisplayName("Metrics")
                .DisableHttpMetrics();
        }
    }

    /// <summary>Adds the meters of the product, web server, HTTP clients, runtime and process, once.</summary>
    internal static OpenTelemetryBuilder AddInstruments(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.AddDescribedTelemetry();
        if (builder.Services.Any(service => service.ServiceType == typeof(InstrumentsAdded)))
        {
            return telemetry;
        }

        builder.Services.AddSingleton<InstrumentsAdded>();
        return telemetry.WithMetrics(metrics => metrics
            .AddMeter(OwnMeters)
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddProcessInstrumentation()
            // A dozen measurements a request that say nothing about embeddings, and cost much of what all metrics cost.
            .AddView("aspnetcore.memory_pool.*", MetricStreamConfiguration.Drop)
            .AddView("aspnetcore.routing.match_attempts", MetricStreamConfiguration.Drop)
            .AddView(HttpServerDuration, new ExplicitBucketHistogramConfiguration { Boundaries = HttpServerBuckets }));
    }

    private sealed class InstrumentsAdded;
}
