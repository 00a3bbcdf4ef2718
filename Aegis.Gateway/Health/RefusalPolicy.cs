using Aegis.Gateway.Balancing;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>
/// Takes a server out of use as soon as it cannot be reached or answers 503. Without this policy such a server has no load
/// and would get every request until its next health check. A full queue (429) does not take a server out of use. Answers that
/// come from the server's address, but not from an Aegis server, take it out of use after a few.
/// </summary>
internal sealed class RefusalPolicy(ReplicaHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "Refusal";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var status = context.Response.StatusCode;
        if (context.Features.GetRequiredFeature<Attempt>().IsForeign)
        {
            if (IsCounted(context) && ForeignAnswer.IsFaultOfServer(status))
            {
                health.CountForeign(cluster, destination, status);
            }
        }
        else if (context.GetForwarderErrorFeature() is { } error)
        {
            if (ServerFault.Of(error) is { } reason)
            {
                health.Suspend(cluster, destination, reason);
            }
        }
        else
        {
            if (IsCounted(context))
            {
                health.ClearForeign(cluster, destination);
            }

            if (status == StatusCodes.Status503ServiceUnavailable)
            {
                health.Suspend(cluster, destination, "it answered a request with 503");
            }
        }
    }

    // The route of a page or of /health may still lead to the server when that of the embeddings does not.
    private static bool IsCounted(HttpContext context) => HttpMethods.IsPost(context.Request.Method);
}
