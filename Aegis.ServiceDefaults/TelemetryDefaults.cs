using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Aegis.ServiceDefaults;

/// <summary>Logs, metrics and traces over OTLP, switched on by the standard <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
internal static class TelemetryDefaults
{
    private const string OtlpEndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Every meter and activity source of the product has this prefix.</summary>
    private const string OwnSources = "Aegis.*";

    public static void Add(IHostApplicationBuilder builder)
    {
        // Nobody takes OTLP. What /metrics answers is collected all the same.
        if (string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpointKey]))
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        builder.AddDescribedTelemetry()
            .WithMetrics(metrics => metrics.AddInstruments())
            .WithTracing(tracing => tracing
                .AddSource(OwnSources)
                .AddAspNetCoreInstrumentation(options => options.Filter = IsNotAProbe)
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }

    /// <summary>Our own meters, the web server's, the clients' and the runtime's.</summary>
    public static MeterProviderBuilder AddInstruments(this MeterProviderBuilder metrics) => metrics
        .AddMeter(OwnSources)
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation();

    private static bool IsNotAProbe(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(HealthDefaults.ReadinessPath)
        && !context.Request.Path.StartsWithSegments(HealthDefaults.LivenessPath)
        && !context.Request.Path.StartsWithSegments(MetricsDefaults.Path);
}
