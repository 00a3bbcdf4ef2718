using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.ModelFolders;

namespace Aegis.Engine.Loading;

/// <summary>What to load.</summary>
/// <param name="Model">The folder of the model. The deterministic backend takes only its id and prompts.</param>
internal sealed record LoadSettings(ModelSettings Model)
{
    public BackendKind Backend { get; init; } = BackendKind.Onnx;

    /// <summary>Where to compute; null: the best provider whose vectors are right.</summary>
    public ExecutionProvider? Provider { get; init; }

    /// <summary>Full path of the folder for the vectors of first starts (<see cref="Proof.ConsistencyRecords"/>); null: none are kept.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Width of the vectors of the deterministic backend.</summary>
    public int DeterministicDimensions { get; init; } = 384;
}
