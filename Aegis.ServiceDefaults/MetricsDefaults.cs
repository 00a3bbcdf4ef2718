using System.Diagnostics.Metrics;
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
        builder.Services.ConfigureOpenTelemetryMeterProvider(
            (services, metrics) => metrics.AddView(new MetricViews(services.GetRequiredService<IMeterFactory>()).For));
        return telemetry.WithMetrics(metrics => metrics
            .AddMeter(OwnMeters)
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddProcessInstrumentation());
    }

    private sealed class InstrumentsAdded;
}

/// <summary>Which instruments a service collects, and with which buckets.</summary>
/// <param name="own">The factory of the meters of this service. Meters of other services in the process have other factories.</param>
internal sealed class MetricViews(IMeterFactory own)
{
    /// <summary>Seconds, 0.5 ms to 30 s. The framework's own buckets begin at 5 ms; a query takes less.</summary>
    private static readonly double[] HttpServerBuckets =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <returns>Null: the instrument as it is.</returns>
    public MetricStreamConfiguration? For(Instrument instrument) => instrument.Name switch
    {
        // OpenTelemetry listens to the whole process, where others may serve too.
        _ when instrument.Meter.Scope is IMeterFactory factory && factory != own => MetricStreamConfiguration.Drop,
        // A dozen measurements a request that say nothing about embeddings, and cost much of what all metrics cost.
        "aspnetcore.routing.match_attempts" => MetricStreamConfiguration.Drop,
        var name when name.StartsWith("aspnetcore.memory_pool.", StringComparison.Ordinal) => MetricStreamConfiguration.Drop,
        "http.server.request.duration" => new ExplicitBucketHistogramConfiguration { Boundaries = HttpServerBuckets },
        _ => null,
    };
}
