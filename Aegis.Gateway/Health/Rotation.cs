using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Health;

/// <summary>Who gets requests, by what was last known of them.</summary>
internal static class Rotation
{
    /// <summary>True for a server that said that it is well, and has not refused since.</summary>
    public static bool IsIn(DestinationState destination) =>
        destination.Health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy };
}
