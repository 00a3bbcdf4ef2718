namespace Aegis.Deployment.Tests.Kubernetes;

/// <summary>What kustomization.yaml may have here; kustomize knows more.</summary>
internal sealed record Kustomization
{
    public string ApiVersion { get; init; } = string.Empty;

    /// <summary>Kustomization, or Component: a part that others add to what they have.</summary>
    public string Kind { get; init; } = string.Empty;

    public string? Namespace { get; init; }

    public List<string> Resources { get; init; } = [];

    public List<string> Components { get; init; } = [];

    public List<PatchOf> Patches { get; init; } = [];

    public List<ImageOf> Images { get; init; } = [];

    public List<LabelsOf> Labels { get; init; } = [];

    internal sealed record PatchOf
    {
        public string Path { get; init; } = string.Empty;
    }

    internal sealed record ImageOf
    {
        public string Name { get; init; } = string.Empty;

        public string? NewName { get; init; }

        public string? NewTag { get; init; }
    }

    internal sealed record LabelsOf
    {
        public Dictionary<string, string> Pairs { get; init; } = [];

        public bool IncludeTemplates { get; init; }
    }
}
