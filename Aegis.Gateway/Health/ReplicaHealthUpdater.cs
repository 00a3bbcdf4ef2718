using Aegis.Gateway.Balancing;
using Aegis.Gateway.Diagnostics;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>Sets the state of a server, which decides whether the server gets requests, and logs each change.</summary>
internal sealed class ReplicaHealthUpdater(IDestinationHealthUpdater health, ReplicaTable replicas, ILogger<ReplicaHealthUpdater> logger)
{
    public Replica ReplicaOf(DestinationState destination) => replicas.Of(destination);

    /// <summary>
    /// A health check succeeded. Earlier failures and refusals count no more. A pause after foreign answers lasts on: the
    /// health check does not take the way of the requests.
    /// </summary>
    public void SetHealthy(ClusterState cluster, DestinationState destination)
    {
        if (!replicas.Of(destination).ForeignAnswers.MayBeUsed())
        {
            // The pause may have begun while this health check was running.
            health.SetActive(cluster, [new NewActiveDestinationHealth(destination, DestinationHealth.Unhealthy)]);
            return;
        }

        var wasHealthy = ReplicaCluster.IsHealthy(destination);
        health.SetActive(cluster, [new NewActiveDestinationHealth(destination, DestinationHealth.Healthy)]);
        health.SetPassive(cluster, destination, DestinationHealth.Healthy, TimeSpan.Zero);
        if (!wasHealthy)
        {
            GatewayLog.Joined(logger, replicas.Of(destination).Address);
        }
    }

    /// <summary>A health check failed. The server gets no requests until a check succeeds.</summary>
    public void SetUnhealthy(ClusterState cluster, DestinationState destination, string reason)
    {
        var wasOut = IsOut(destination);
        health.SetActive(cluster, [new NewActiveDestinationHealth(destination, DestinationHealth.Unhealthy)]);
        LogIfNew(destination, wasOut, reason);
    }

    /// <summary>The server did not take a request. It gets no requests until a check succeeds or the reactivation period ends.</summary>
    public void Suspend(ClusterState cluster, DestinationState destination, string reason)
    {
        var wasOut = IsOut(destination);
        var period = cluster.Model.Config.HealthCheck!.Passive!.ReactivationPeriod!.Value;
        health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
        LogIfNew(destination, wasOut, reason);
    }

    /// <summary>No Aegis server wrote the answer to a request. After a few of them the server gets no requests for a pause.</summary>
    public void CountForeign(ClusterState cluster, DestinationState destination, int status)
    {
        if (replicas.Of(destination).ForeignAnswers.Add() is { } pause)
        {
            SetUnhealthy(
                cluster,
                destination,
                $"not an Aegis server but a proxy or another service answers its requests, last with {status}; "
                    + $"the next try is in {pause.TotalSeconds} s");
        }
    }

    /// <summary>The server itself answered a request.</summary>
    public void ClearForeign(ClusterState cluster, DestinationState destination)
    {
        if (replicas.Of(destination).ForeignAnswers.Clear())
        {
            SetHealthy(cluster, destination);
        }
    }

    private static bool IsOut(DestinationState destination) =>
        destination.Health.Active == DestinationHealth.Unhealthy || destination.Health.Passive == DestinationHealth.Unhealthy;

    private void LogIfNew(DestinationState destination, bool wasOut, string reason)
    {
        if (!wasOut)
        {
            GatewayLog.Left(logger, replicas.Of(destination).Address, reason);
        }
    }
}
