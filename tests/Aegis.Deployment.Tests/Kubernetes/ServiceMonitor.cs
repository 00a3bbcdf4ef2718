using k8s.Models;

namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>The Prometheus operator's kind, as far as it is used here: the client library has only Kubernetes' own.</summary>
internal sealed record ServiceMonitor : IMetadata<V1ObjectMeta>
{
    public static readonly Dictionary<string, Type> Kinds = new() { ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(ServiceMonitor) };

    public string ApiVersion { get; init; } = string.Empty;

    public string Kind { get; init; } = string.Empty;

    public V1ObjectMeta Metadata { get; set; } = new();

    public SpecOf Spec { get; init; } = new();

    internal sealed record SpecOf
    {
        public string? JobLabel { get; init; }

        public V1LabelSelector Selector { get; init; } = new();

        public List<EndpointOf> Endpoints { get; init; } = [];
    }

    internal sealed record EndpointOf
    {
        public string? Port { get; init; }

        public string? Path { get; init; }

        public string? Interval { get; init; }

        public string? ScrapeTimeout { get; init; }

        public AuthorizationOf? Authorization { get; init; }
    }

    internal sealed record AuthorizationOf
    {
        public string? Type { get; init; }

        public V1SecretKeySelector? Credentials { get; init; }
    }
}
