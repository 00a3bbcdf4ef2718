using Aegis.Gateway.Balancing;
using Aegis.Gateway.Settings;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>
/// Checks the health of every server at an interval. Each check is independent, so an unresponsive server does not delay
/// the others. A server whose check fails gets no new requests until a check succeeds. An unhealthy server keeps its
/// requests in flight, because it may be draining. An unresponsive server loses them to other servers.
/// </summary>
internal sealed class HealthMonitor(
    ReplicaCluster cluster,
    IProbingRequestFactory requests,
    ReplicaHealthUpdater health,
    ReplicaOptions options,
    TimeProvider clock) : BackgroundService
{
    /// <summary>Time-outs in a row that make a server unresponsive. One time-out may be a short pause of the machine.</summary>
    private const int UnresponsiveTimeouts = 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.HealthInterval, clock);
        try
        {
            do
            {
                BeginChecks(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
    }

    private void BeginChecks(CancellationToken stoppingToken)
    {
        if (cluster.State is not { } state)
        {
            return;
        }

        foreach (var destination in state.DestinationsState.AllDestinations)
        {
            if (health.ReplicaOf(destination).TryBeginCheck())
            {
                _ = CheckAsync(state, destination, stoppingToken);
            }
        }
    }

    private async Task CheckAsync(ClusterState state, DestinationState destination, CancellationToken stoppingToken)
    {
        var replica = health.ReplicaOf(destination);
        try
        {
            for (var timeouts = 0; timeouts < UnresponsiveTimeouts && await TimesOutAsync(state, destination, stoppingToken);)
            {
                timeouts++;
                if (timeouts == UnresponsiveTimeouts)
                {
                    replica.Abandon();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
        finally
        {
            replica.EndCheck();
        }
    }

    private async Task<bool> TimesOutAsync(ClusterState state, DestinationState destination, CancellationToken stoppingToken)
    {
        using var request = requests.CreateRequest(state.Model, destination.Model);
        using var limit = new CancellationTokenSource(options.HealthTimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, limit.Token);
        try
        {
            using var response = await state.Model.HttpClient.SendAsync(request, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                health.SetUnhealthy(state, destination, $"its health check answered {(int)response.StatusCode}");
            }
            else if (!await AegisAnswer.IsHealthAsync(response, either.Token))
            {
                health.SetUnhealthy(state, destination, "its health check was answered, but not by an Aegis server");
            }
            else
            {
                health.SetHealthy(state, destination);
            }
        }
        catch (HttpRequestException exception)
        {
            if (!ServerFault.IsOfTheGateway(exception))
            {
                health.SetUnhealthy(state, destination, ServerFault.Text(exception));
            }
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            health.SetUnhealthy(state, destination, "its health check timed out");
            return true;
        }

        return false;
    }
}
