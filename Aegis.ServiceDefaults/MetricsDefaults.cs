using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Aegis.ServiceDefaults;

/// <summary>Which metrics are collected, and the route where Prometheus fetches them, for services that have routes.</summary>
public static class MetricsDefaults
{
    /// <summary>The metrics as Prometheus text.</summary>
    public const string Path = "/metrics";

    /// <summary>Every meter of the product has this prefix.</summary>
    private const string OwnMeters = "Aegis.*";

    private const string HttpServerDuration = "http.server.request.duration";

    /// <summary>Seconds, 0.5 ms to 30 s: the framework's own begin at 5 ms, which is longer than a query takes.</summary>
    private static readonly double[] HttpServerBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>Collects what <see cref="MapMetrics"/> answers.</summary>
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

    /// <summary>Our own meters, the web server's, the clients', the runtime's and the process's. Asked for again, nothing is added.</summary>
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
            // A dozen measurements a request that answer no question about embeddings: a good part of what all metrics cost.
            .AddView("aspnetcore.memory_pool.*", MetricStreamConfiguration.Drop)
            .AddView("aspnetcore.routing.match_attempts", MetricStreamConfiguration.Drop)
            .AddView(HttpServerDuration, new ExplicitBucketHistogramConfiguration { Boundaries = HttpServerBuckets }));
    }

    private sealed class InstrumentsAdded;
}
