using System.Diagnostics;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Aegis.ServiceDefaults;

/// <summary>Adds service and process to all telemetry, by OpenTelemetry's names.</summary>
internal static class ResourceDefaults
{
    private const string NameKey = "OTEL_SERVICE_NAME";

    public static OpenTelemetryBuilder AddDescribedTelemetry(this IHostApplicationBuilder builder) =>
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => Describe(resource, builder));

    private static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        // A name that an orchestrator has set stays.
        if (string.IsNullOrWhiteSpace(builder.Configuration[NameKey]))
        {
            resource.AddService(builder.Environment.ApplicationName, serviceVersion: Version());
        }

        using var process = Process.GetCurrentProcess();
        resource.AddAttributes(
        [
            new("process.pid", (long)Environment.ProcessId),
            new("process.executable.name", process.ProcessName),
        ]);
    }

    private static string? Version() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
