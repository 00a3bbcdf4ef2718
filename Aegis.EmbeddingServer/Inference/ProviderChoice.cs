namespace Aegis.EmbeddingServer.Inference;

/// <summary>What the operator asks for.</summary>
internal enum ProviderChoice
{
    /// <summary>The best one that is there and whose vectors are right, at last the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>DirectML, or no start.</summary>
    DirectML,

    /// <summary>CUDA, or no start.</summary>
    Cuda,
}
