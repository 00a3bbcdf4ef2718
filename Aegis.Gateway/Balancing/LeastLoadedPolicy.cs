using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Balancing;

/// <summary>
/// Gives a request to the server with the least load. Load counts bytes, because a request with 2,048 inputs costs more
/// than a query. Servers with the same load take turns. A server on trial has one request at a time.
/// </summary>
internal sealed class LeastLoadedPolicy(ReplicaTable replicas) : ILoadBalancingPolicy
{
    public const string PolicyName = "LeastLoaded";

    private int _turn;

    public string Name => PolicyName;

    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var count = availableDestinations.Count;
        var first = count > 1 ? (int)((uint)Interlocked.Increment(ref _turn) % count) : 0;
        DestinationState? least = null;
        var leastLoad = long.MaxValue;
        for (var index = 0; index < count; index++)
        {
            var destination = availableDestinations[(first + index) % count];
            var load = LoadOf(replicas.Of(destination));
            if (least is null || load < leastLoad)
            {
                (least, leastLoad) = (destination, load);
            }
        }

        return least;
    }

    private static long LoadOf(Replica replica) => replica.Load switch
    {
        > 0 when replica.ForeignAnswers.IsOnTrial => long.MaxValue,
        var load => load,
    };
}
