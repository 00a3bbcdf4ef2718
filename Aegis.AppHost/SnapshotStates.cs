using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aegis.AppHost;

/// <summary>Where a resource stands, for commands that need it to be there.</summary>
internal static class SnapshotStates
{
    /// <summary>Its process runs.</summary>
    public static bool IsRunning(this CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.Running;

    /// <summary>It runs, and its health check passes.</summary>
    public static bool IsHealthy(this CustomResourceSnapshot snapshot) => snapshot.IsRunning() && snapshot.HealthStatus == HealthStatus.Healthy;

    /// <summary>Enabled, or disabled.</summary>
    public static ResourceCommandState EnabledWhen(bool condition) => condition ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}
