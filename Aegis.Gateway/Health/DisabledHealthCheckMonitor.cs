using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>Turns off YARP's monitor, whose rounds wait for the slowest server. <see cref="HealthMonitor"/> does the checks.</summary>
internal sealed class DisabledHealthCheckMonitor : IActiveHealthCheckMonitor
{
    public bool InitialProbeCompleted => true;

    public Task CheckHealthAsync(IEnumerable<ClusterState> clusters) => Task.CompletedTask;
}
