namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>Values of the chart prometheus-adapter, as far as they are set here.</summary>
internal sealed record AdapterValues
{
    public PrometheusOf Prometheus { get; init; } = new();

    public RulesOf Rules { get; init; } = new();

    internal sealed record PrometheusOf
    {
        public string Url { get; init; } = string.Empty;

        public int Port { get; init; }
    }

    internal sealed record RulesOf
    {
        public bool Default { get; init; }

        public List<RuleOf> Custom { get; init; } = [];
    }

    internal sealed record RuleOf
    {
        public string SeriesQuery { get; init; } = string.Empty;

        public ResourcesOf Resources { get; init; } = new();

        public string MetricsQuery { get; init; } = string.Empty;
    }

    internal sealed record ResourcesOf
    {
        public Dictionary<string, ResourceOf> Overrides { get; init; } = [];
    }

    internal sealed record ResourceOf
    {
        public string Resource { get; init; } = string.Empty;
    }
}
