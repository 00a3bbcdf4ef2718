using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>In place of YARP's rounds of looks at all servers, each of which ends with the slowest: <see cref="HealthWatch"/> looks at each by itself.</summary>
internal sealed class NoRounds : IActiveHealthCheckMonitor
{
    public bool InitialProbeCompleted => true;

    public Task CheckHealthAsync(IEnumerable<ClusterState> clusters) => Task.CompletedTask;
}
