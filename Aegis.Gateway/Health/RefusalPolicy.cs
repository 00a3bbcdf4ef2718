using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>
/// Takes a server out at once that cannot be reached, or that says it cannot serve (503): between two looks at its health
/// it would draw every request, since it never has one in hand. A full queue (429) does not take it out.
/// </summary>
internal sealed class RefusalPolicy(Rotation rotation) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "Refusal";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature() is { } error)
        {
            if (ServerFault.Of(error) is { } reason)
            {
                rotation.Suspend(cluster, destination, reason);
            }
        }
        else if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            rotation.Suspend(cluster, destination, "it answered a request with 503");
        }
    }
}
