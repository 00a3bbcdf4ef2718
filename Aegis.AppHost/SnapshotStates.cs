using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aegis.AppHost;

/// <summary>States of a resource that enable or disable its commands.</summary>
internal static class SnapshotStates
{
    public static bool IsRunning(this CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.Running;

    public static bool IsHealthy(this CustomResourceSnapshot snapshot) =>
        snapshot.IsRunning() && snapshot.HealthStatus == HealthStatus.Healthy;

    public static ResourceCommandState EnabledWhen(bool condition) =>
        condition ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}
