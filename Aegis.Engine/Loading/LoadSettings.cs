using Aegis.Engine.Inference.Onnx;
using Aegis.Engine.ModelFolders;

namespace Aegis.Engine.Loading;

/// <summary>What to load. The deterministic backend uses only id and prompts of the model.</summary>
internal sealed record LoadSettings(ModelSettings Model)
{
    public BackendKind Backend { get; init; } = BackendKind.Onnx;

    /// <summary>Where to compute; null: the best provider whose vectors are right.</summary>
    public ExecutionProvider? Provider { get; init; }

    /// <summary>Full path of the folder of <see cref="Proof.ConsistencyRecords"/>; null: none are kept.</summary>
    public string? StateDirectory { get; init; }

    public int DeterministicDimensions { get; init; } = 384;
}

/// <summary>What computes the vectors.</summary>
internal enum BackendKind
{
    /// <summary>An ONNX model.</summary>
    Onnx,

    /// <summary>A hash of the text, for tests of everything but the model.</summary>
    Deterministic,
}

internal static class BackendNames
{
    public static string Name(this BackendKind kind) => kind == BackendKind.Onnx ? "onnx" : "deterministic";
}
