using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>How a provider wants to be used.</summary>
internal sealed record ProviderRules
{
    /// <summary>Precisions of files that it runs, the best first.</summary>
    public required IReadOnlyList<Precision> Precisions { get; init; }

    /// <summary>True: never two Runs at the same time in this process.</summary>
    public bool OneRunAtATime { get; init; }

    /// <summary>True: it compiles each new shape, so Runs are padded to a few.</summary>
    public bool FixedShapes { get; init; }

    /// <summary>False: ONNX Runtime must not plan memory by the shapes of earlier Runs.</summary>
    public bool MemoryPattern { get; init; } = true;

    /// <summary>Most padded tokens of a Run unless the operator says.</summary>
    public required int MaxRunTokens { get; init; }
}
