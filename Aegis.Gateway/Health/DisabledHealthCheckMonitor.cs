using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>Replaces YARP's monitor, whose rounds end with the slowest server. <see cref="HealthMonitor"/> checks each server on its own.</summary>
internal sealed class DisabledHealthCheckMonitor : IActiveHealthCheckMonitor
{
    public bool InitialProbeCompleted => true;

    public Task CheckHealthAsync(IEnumerable<ClusterState> clusters) => Task.CompletedTask;
}
