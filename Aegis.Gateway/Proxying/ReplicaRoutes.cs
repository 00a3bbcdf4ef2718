using Aegis.Gateway.Balancing;
using Aegis.Gateway.Health;
using Aegis.Gateway.Settings;
using Aegis.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Aegis.Gateway.Proxying;

/// <summary>The proxy's configuration: all routes but the gateway's own go to the servers.</summary>
internal static class ReplicaRoutes
{
    private const string OpenKey = "open";

    private const string Utf8 = "utf-8";

    /// <summary>The routes for which a server asks for no key.</summary>
    private static readonly string[] OpenPaths = [HealthDefaults.ReadinessPath, "/", "/ui/{**file}"];

    public static IReadOnlyList<RouteConfig> Routes { get; } =
        [.. OpenPaths.Select(path => Route(path, isOpen: true)), Route("/{**path}", isOpen: false)];

    public static bool IsOpen(RouteConfig route) => route.Metadata?.ContainsKey(OpenKey) is true;

    public static ClusterConfig Cluster(ReplicaOptions options) => new()
    {
        ClusterId = ReplicaCluster.Id,
        LoadBalancingPolicy = LeastLoadedPolicy.PolicyName,
        Destinations = options.Servers.ToDictionary(server => server, server => new DestinationConfig { Address = server }),
        HealthCheck = new HealthCheckConfig
        {
            // If no server is healthy, one of them gets the request: its own answer says more than the gateway's.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Interval = options.HealthInterval,
                Timeout = options.HealthTimeLimit,
                Path = HealthDefaults.ReadinessPath,
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = RefusalPolicy.PolicyName,
                // A health check that succeeds ends the suspension earlier.
                ReactivationPeriod = 2 * (options.HealthInterval + options.HealthTimeLimit),
            },
        },
        // The web server reads headers as UTF-8 too, not as ASCII.
        HttpClient = new HttpClientConfig { RequestHeaderEncoding = Utf8, ResponseHeaderEncoding = Utf8 },
        HttpRequest = new ForwarderRequestConfig
        {
            ActivityTimeout = options.RequestTimeLimit,
            // Without keys, a server takes each connection for a caller. HTTP/2 would send all requests over one connection.
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
    };

    private static RouteConfig Route(string path, bool isOpen) => new()
    {
        RouteId = path,
        ClusterId = ReplicaCluster.Id,
        // The gateway reads no body without a key, so an open route takes only requests without a body.
        Match = new RouteMatch { Path = path, Methods = isOpen ? ReadRoutes.Methods : null },
        Metadata = isOpen ? new Dictionary<string, string> { [OpenKey] = bool.TrueString } : null,
    };
}
