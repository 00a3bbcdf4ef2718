using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aegis.ServiceDefaults;

/// <summary>What every service of the graph has.</summary>
public static class ServiceDefaultsBuilder
{
    /// <summary>
    /// Adds telemetry, health checks and service discovery. There is no resilience handler, because retries hide errors and
    /// add latency.
    /// </summary>
    /// <exception cref="TelemetryConfigurationException">A setting of logs or of OpenTelemetry has an invalid value.</exception>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        TelemetryDefaults.Add(builder);
        HealthDefaults.Add(builder.Services);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        return builder;
    }
}
