using Aegis.Gateway.Balancing;
using Aegis.Gateway.Health;
using Aegis.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Aegis.Gateway.Proxying;

/// <summary>Which requests go to the servers, and how: all but those of the gateway's own routes.</summary>
internal static class ReplicaRoutes
{
    public const string ClusterId = "servers";

    private const string OpenKey = "open";

    private const string Utf8 = "utf-8";

    /// <summary>Where a server asks nobody for a key; elsewhere keys are asked for here already.</summary>
    private static readonly string[] OpenPaths = [HealthDefaults.ReadinessPath, "/", "/ui/{**file}"];

    public static IReadOnlyList<RouteConfig> Routes { get; } = [.. OpenPaths.Select(path => Route(path, isOpen: true)), Route("/{**path}", isOpen: false)];

    public static bool IsOpen(RouteConfig route) => route.Metadata?.ContainsKey(OpenKey) is true;

    public static ClusterConfig Cluster(ReplicaOptions options) => new()
    {
        ClusterId = ClusterId,
        LoadBalancingPolicy = LeastLoaded.PolicyName,
        Destinations = options.Servers.ToDictionary(server => server, server => new DestinationConfig { Address = server }),
        HealthCheck = new HealthCheckConfig
        {
            // Where none is known to be well, one of them may be all the same: its own answer says more than ours.
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
                // Unless a look at its health has said before that it is well.
                ReactivationPeriod = 2 * (options.HealthInterval + options.HealthTimeLimit),
            },
        },
        // As the web server reads them: UTF-8, and not ASCII alone.
        HttpClient = new HttpClientConfig { RequestHeaderEncoding = Utf8, ResponseHeaderEncoding = Utf8 },
        HttpRequest = new ForwarderRequestConfig
        {
            ActivityTimeout = options.RequestTimeLimit,
            // Where no keys are set a server tells callers apart by their connections: not all of them over one.
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
    };

    private static RouteConfig Route(string path, bool isOpen) => new()
    {
        RouteId = path,
        ClusterId = ClusterId,
        // Whatever has a body needs a key before it is read.
        Match = new RouteMatch { Path = path, Methods = isOpen ? ReadRoutes.Methods : null },
        Metadata = isOpen ? new Dictionary<string, string> { [OpenKey] = bool.TrueString } : null,
    };
}
