using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aegis.ServiceDefaults;

/// <summary>The one door through which a service of the graph gets telemetry, health checks and service discovery.</summary>
public static class ServiceDefaultsBuilder
{
    /// <summary>
    /// Adds telemetry, health checks and service discovery. No resilience handler: retries hide errors and invent
    /// latency, so whoever wants one asks for it by name.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        TelemetryDefaults.Add(builder);
        HealthDefaults.Add(builder.Services);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        return builder;
    }
}
