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
    public bool AreThere(DestinationState? asked) => Others(Now.AvailableDestinations, asked).Any();

    /// <summary>Whether there is another server at all: one that was just started may be well before a look at it has shown that.</summary>
    public bool MayBeThere(DestinationState? asked) => Others(Now.AllDestinations, asked).Any();

    /// <summary>Those that get requests now, other than the one that was asked; else whoever there is: there is nothing left to lose.</summary>
    public IReadOnlyList<DestinationState> To(DestinationState? asked)
    {
        var now = Now;
        var well = Others(now.AvailableDestinations, asked).ToList();
        return well.Count > 0 ? well : [.. Others(now.AllDestinations, asked)];
    }

    private static IEnumerable<DestinationState> Others(IEnumerable<DestinationState> destinations, DestinationState? asked) =>
        destinations.Where(destination => destination != asked);

    private ClusterDestinationsState Now =>
        proxy.TryGetCluster(ReplicaRoutes.ClusterId, out var cluster) ? cluster.DestinationsState : throw new InvalidOperationException("the proxy has no servers configured");
}
