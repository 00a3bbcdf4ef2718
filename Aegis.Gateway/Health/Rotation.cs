using Aegis.Gateway.Balancing;
using Aegis.Gateway.Diagnostics;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>Who gets requests, by what was last known of them.</summary>
internal sealed class Rotation(IDestinationHealthUpdater health, Replicas replicas, ILogger<Rotation> logger)
{
    /// <summary>True for a server that said that it is well, and has not refused since.</summary>
    public static bool IsIn(DestinationState destination) =>
        destination.Health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy };

    /// <summary>A server says that it is well: whatever was known of it before is over.</summary>
    public void Admit(ClusterState cluster, DestinationState destination)
    {
        var wasIn = IsIn(destination);
        health.SetActive(cluster, [new NewActiveDestinationHealth(destination, DestinationHealth.Healthy)]);
        health.SetPassive(cluster, destination, DestinationHealth.Healthy, TimeSpan.Zero);
        if (!wasIn)
        {
            GatewayLog.Joined(logger, replicas.Of(destination).Address);
        }
    }

    /// <summary>A server does not say that it is well: out until it does.</summary>
    public void Expel(ClusterState cluster, DestinationState destination, string reason)
    {
        var wasOut = IsOut(destination);
        health.SetActive(cluster, [new NewActiveDestinationHealth(destination, DestinationHealth.Unhealthy)]);
        Tell(destination, wasOut, reason);
    }

    /// <summary>A server did not take a request: out until it says that it is well, or for a while.</summary>
    public void Suspend(ClusterState cluster, DestinationState destination, string reason)
    {
        var wasOut = IsOut(destination);
        health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, cluster.Model.Config.HealthCheck!.Passive!.ReactivationPeriod!.Value);
        Tell(destination, wasOut, reason);
    }

    private static bool IsOut(DestinationState destination) =>
        destination.Health.Active == DestinationHealth.Unhealthy || destination.Health.Passive == DestinationHealth.Unhealthy;

    private void Tell(DestinationState destination, bool wasOut, string reason)
    {
        if (!wasOut)
        {
            GatewayLog.Left(logger, replicas.Of(destination).Address, reason);
        }
    }
}
