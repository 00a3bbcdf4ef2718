namespace Aegis.Engine.Loading;

/// <summary>What computes the vectors.</summary>
internal enum BackendKind
{
    /// <summary>An ONNX model.</summary>
    Onnx,

    /// <summary>A hash of the text, for tests of everything but the model.</summary>
    Deterministic,
}

/// <summary>The names of <see cref="BackendKind"/> in answers and settings.</summary>
internal static class BackendNames
{
    public static string Name(this BackendKind kind) => kind == BackendKind.Onnx ? "onnx" : "deterministic";
}
