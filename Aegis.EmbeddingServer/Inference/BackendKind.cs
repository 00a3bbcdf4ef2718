namespace Aegis.EmbeddingServer.Inference;

/// <summary>What computes the vectors.</summary>
internal enum BackendKind
{
    /// <summary>An ONNX model.</summary>
    Onnx,

    /// <summary>A hash of the text: for tests of everything but the model.</summary>
    Deterministic,
}
