using Aegis.Gateway.Balancing;
using Aegis.Gateway.Proxying;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>
/// Looks at the health of every server again and again, at each by itself: one that hangs does not hold up what is known
/// of the others. Who does not say that it can serve gets no requests until it does. Who says no
/// (it drains) may still answer what it has in hand; who says nothing in time twice in a row has hung, and what it has is
/// given to others. Who refuses a connection has died, as a rule, and what it had has failed already.
/// </summary>
internal sealed class HealthWatch(IProxyStateLookup proxy, IProbingRequestFactory requests, Rotation rotation, Replicas replicas, ReplicaOptions options) : BackgroundService
{
    /// <summary>Once may be a moment in which the machine stood still: not a reason to have everything done again elsewhere.</summary>
    private const int MostSilences = 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.HealthInterval);
        try
        {
            do
            {
                BeginLooks(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
    }

    private void BeginLooks(CancellationToken stoppingToken)
    {
        if (!proxy.TryGetCluster(ReplicaRoutes.ClusterId, out var cluster))
        {
            return;
        }

        foreach (var destination in cluster.DestinationsState.AllDestinations)
        {
            if (replicas.Of(destination).TryBeginLook())
            {
                _ = LookAsync(cluster, destination, stoppingToken);
            }
        }
    }

    private async Task LookAsync(ClusterState cluster, DestinationState destination, CancellationToken stoppingToken)
    {
        var replica = replicas.Of(destination);
        try
        {
            for (var silences = 0; silences < MostSilences && await IsSilentAsync(cluster, destination, stoppingToken);)
            {
                silences++;
                if (silences == MostSilences)
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
            replica.EndLook();
        }
    }

    private async Task<bool> IsSilentAsync(ClusterState cluster, DestinationState destination, CancellationToken stoppingToken)
    {
        using var request = requests.CreateRequest(cluster.Model, destination.Model);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(options.HealthTimeLimit);
        try
        {
            using var response = await cluster.Model.HttpClient.SendAsync(request, limit.Token);
            if (response.IsSuccessStatusCode)
            {
                rotation.Admit(cluster, destination);
            }
            else
            {
                rotation.Expel(cluster, destination, $"its health is {(int)response.StatusCode}");
            }
        }
        catch (HttpRequestException exception)
        {
            if (!ServerFault.IsOwn(exception))
            {
                rotation.Expel(cluster, destination, ServerFault.Text(exception));
            }
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            rotation.Expel(cluster, destination, "it does not tell its health in time");
            return true;
        }

        return false;
    }
}
