namespace Aegis.EmbeddingServer.Inference;

/// <summary>What ONNX Runtime computes on.</summary>
internal enum ExecutionProvider
{
    /// <summary>The CPU; always there.</summary>
    Cpu,

    /// <summary>Any DirectX 12 GPU, on Windows.</summary>
    DirectML,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,
}
