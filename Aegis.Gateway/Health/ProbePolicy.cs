using Aegis.Gateway.Balancing;
using Aegis.Gateway.Diagnostics;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>
/// One look at each server's health: who does not say that it can serve now gets no requests until it does. Who does
/// not say anything has hung, and what it has in hand is given to others; who says no (it drains) may still answer it.
/// </summary>
internal sealed class ProbePolicy(IDestinationHealthUpdater health, Replicas replicas, ILogger<ProbePolicy> logger) : IActiveHealthCheckPolicy
{
    public const string PolicyName = "Probe";

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        var before = probingResults.Select(result => result.Destination.Health.Active).ToArray();
        health.SetActive(cluster, [.. probingResults.Select(result => new NewActiveDestinationHealth(result.Destination, IsWell(result) ? DestinationHealth.Healthy : DestinationHealth.Unhealthy))]);
        for (var index = 0; index < before.Length; index++)
        {
            Tell(probingResults[index], before[index]);
        }
    }

    private void Tell(DestinationProbingResult result, DestinationHealth before)
    {
        var replica = replicas.Of(result.Destination);
        if (IsWell(result))
        {
            if (before != DestinationHealth.Healthy)
            {
                GatewayLog.Joined(logger, replica.Address);
            }

            return;
        }

        if (before != DestinationHealth.Unhealthy)
        {
            GatewayLog.Left(logger, replica.Address, Reason(result));
        }

        if (result.Response is null)
        {
            replica.Abandon();
        }
    }

    private static bool IsWell(DestinationProbingResult result) => result.Response?.IsSuccessStatusCode is true;

    private static string Reason(DestinationProbingResult result) => result switch
    {
        { Response: { } response } => $"its health is {(int)response.StatusCode}",
        { Exception: OperationCanceledException } => "it does not tell its health in time",
        { Exception: { } exception } => exception.InnerException?.Message ?? exception.Message,
        _ => "it does not tell its health",
    };
}
