using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>
/// Takes a server out of use as soon as it cannot be reached or answers 503. Without this policy such a server has no load
/// and would get every request until its next health check. A full queue (429) does not take a server out of use.
/// </summary>
internal sealed class RefusalPolicy(ReplicaHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "Refusal";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature() is { } error)
        {
            if (ServerFault.Of(error) is { } reason)
            {
                health.Suspend(cluster, destination, reason);
            }
        }
        else if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            health.Suspend(cluster, destination, "it answered a request with 503");
        }
    }
}
