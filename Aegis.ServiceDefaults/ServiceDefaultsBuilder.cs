using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aegis.ServiceDefaults;

/// <summary>The one door through which a service of the graph gets telemetry, health checks and service discovery.</summary>
public static class ServiceDefaultsBuilder
{
    /// <summary>
    /// Adds telemetry, health checks and service discovery. No resilience handler: retries hide errors and invent
    /// latency, so whoever wants one asks for it by name.
    /// </summary>
    /// <exception cref="TelemetryConfigurationException">A variable of OpenTelemetry has a value that cannot be used.</exception>
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
