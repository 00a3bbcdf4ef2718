using Aegis.ServiceDefaults.Settings;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Aegis.ServiceDefaults;

/// <summary>Logs, metrics and traces over OTLP, switched on by OpenTelemetry's own variables (<see cref="OtlpSignal"/>).</summary>
internal static class TelemetryDefaults
{
    /// <summary>Every meter and activity source of the product has this prefix.</summary>
    private const string OwnSources = "Aegis.*";

    /// <exception cref="TelemetryConfigurationException">A setting has an invalid value.</exception>
    public static void Add(IHostApplicationBuilder builder)
    {
        Check(builder.Configuration);
        var isAny = AddLogs(builder) | AddMetrics(builder) | AddTraces(builder);
        if (isAny)
        {
            builder.Services.AddHostedService<ExportWatch>();
            builder.Services.AddHostedService<TelemetryShutdown>();
        }
    }

    private static void Check(IConfiguration configuration)
    {
        string[] mistakes =
        [
            .. LogSettings.Mistakes(configuration),
            .. OtlpSignal.CommonMistakes(configuration),
            .. OtlpSignal.Traces.Mistakes(configuration),
            .. OtlpSignal.Metrics.Mistakes(configuration),
            .. OtlpSignal.Logs.Mistakes(configuration),
            .. SamplerSetting.Mistakes(configuration),
            .. TelemetryVariables.Mistakes(configuration),
        ];
        if (mistakes.Length > 0)
        {
            throw new TelemetryConfigurationException(mistakes);
        }
    }

    private static bool AddLogs(IHostApplicationBuilder builder)
    {
        var isWanted = OtlpSignal.Logs.IsWanted(builder.Configuration);
        if (isWanted)
        {
            builder.AddDescribedTelemetry().WithLogging(
                logging => logging.AddOtlpExporter(options => OtlpSignal.Logs.Configure(builder.Configuration, options)),
                logging =>
                {
                    logging.IncludeFormattedMessage = true;
                    logging.IncludeScopes = true;
                });
        }

        return isWanted;
    }

    private static bool AddMetrics(IHostApplicationBuilder builder)
    {
        var isWanted = OtlpSignal.Metrics.IsWanted(builder.Configuration);
        if (isWanted)
        {
            builder.AddInstruments().WithMetrics(
                metrics => metrics.AddOtlpExporter(options => OtlpSignal.Metrics.Configure(builder.Configuration, options)));
        }

        return isWanted;
    }

    private static bool AddTraces(IHostApplicationBuilder builder)
    {
        var isWanted = OtlpSignal.Traces.IsWanted(builder.Configuration);
        if (isWanted)
        {
            builder.AddDescribedTelemetry().WithTracing(tracing => tracing
                .AddSource(OwnSources)
                .AddAspNetCoreInstrumentation(options => options.Filter = IsNotAProbe)
                .AddHttpClientInstrumentation()
                .AddOtlpExporter(options => OtlpSignal.Traces.Configure(builder.Configuration, options)));
        }

        return isWanted;
    }

    private static bool IsNotAProbe(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(HealthDefaults.ReadinessPath)
        && !context.Request.Path.StartsWithSegments(HealthDefaults.LivenessPath)
        && !context.Request.Path.StartsWithSegments(MetricsDefaults.Path);
}
