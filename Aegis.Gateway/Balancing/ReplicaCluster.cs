using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Balancing;

/// <summary>The servers and their states at the moment of the call, not at the moment when a request came.</summary>
internal sealed class ReplicaCluster(IProxyStateLookup proxy)
{
    public const string Id = "servers";

    /// <summary>The proxy's own state; null until the proxy has read its configuration.</summary>
    public ClusterState? State => proxy.TryGetCluster(Id, out var cluster) ? cluster : null;

    public IReadOnlyList<DestinationState> All => State?.DestinationsState.AllDestinations ?? [];

    /// <summary>The servers that get requests.</summary>
    public IReadOnlyList<DestinationState> Available => State?.DestinationsState.AvailableDestinations ?? [];

    /// <summary>True for a server whose last health check succeeded and that has not refused a request since.</summary>
    public static bool IsHealthy(DestinationState destination) =>
        destination.Health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy };

    public bool HasAvailableBeside(DestinationState? asked) => Available.Any(other => other != asked);

    /// <summary>True when there is another server in any state: a new server may serve before a health check has shown it.</summary>
    public bool HasAnyBeside(DestinationState? asked) => All.Any(other => other != asked);

    /// <summary>The other servers that get requests; if there are none, the other servers in any state.</summary>
    public IReadOnlyList<DestinationState> Beside(DestinationState? asked)
    {
        var available = Available.Where(other => other != asked).ToList();
        return available.Count > 0 ? available : [.. All.Where(other => other != asked)];
    }
}
