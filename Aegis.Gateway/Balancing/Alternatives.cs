using Aegis.Gateway.Proxying;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Balancing;

/// <summary>Who else may be asked, by what is known at that moment, and not when the request came.</summary>
internal sealed class Alternatives(IProxyStateLookup proxy)
{
    /// <summary>Those that get requests now.</summary>
    public IReadOnlyList<DestinationState> Available => Now.AvailableDestinations;

    /// <summary>Whether a server gets requests now, other than the one that was asked.</summary>
    public bool AreThere(DestinationState? asked) => HasAnother(Now.AvailableDestinations, asked);

    /// <summary>Whether there is another server at all: one that was just started may be well before a look at it has shown that.</summary>
    public bool MayBeThere(DestinationState? asked) => HasAnother(Now.AllDestinations, asked);

    /// <summary>Those that get requests now, other than the one that was asked; else whoever there is: there is nothing left to lose.</summary>
    public IReadOnlyList<DestinationState> To(DestinationState? asked)
    {
        var now = Now;
        bool IsAnother(DestinationState destination) => destination != asked;
        var well = now.AvailableDestinations.Where(IsAnother).ToList();
        return well.Count > 0 ? well : [.. now.AllDestinations.Where(IsAnother)];
    }

    private static bool HasAnother(IReadOnlyList<DestinationState> destinations, DestinationState? asked)
    {
        foreach (var destination in destinations)
        {
            if (destination != asked)
            {
                return true;
            }
        }

        return false;
    }

    private ClusterDestinationsState Now =>
        proxy.TryGetCluster(ReplicaRoutes.ClusterId, out var cluster) ? cluster.DestinationsState : throw new InvalidOperationException("the proxy has no servers configured");
}
