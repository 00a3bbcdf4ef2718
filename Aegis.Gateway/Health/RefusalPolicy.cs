using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>
/// Takes a server out at once that cannot be reached, or that says it cannot serve (503): between two looks at its health
/// it would draw every request, since it never has one in hand. A full queue (429) does not take it out.
/// </summary>
internal sealed class RefusalPolicy(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "Refusal";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var isOut = context.GetForwarderErrorFeature() is { } error
            ? error.Error == ForwarderError.Request && error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
            : context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable;
        if (isOut)
        {
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, cluster.Model.Config.HealthCheck!.Passive!.ReactivationPeriod!.Value);
        }
    }
}
