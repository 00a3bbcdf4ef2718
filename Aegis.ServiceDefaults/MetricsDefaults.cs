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
