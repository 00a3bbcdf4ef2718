namespace Aegis.EmbeddingServer.Model;

/// <summary>Arithmetic of a model file.</summary>
internal enum Precision
{
    /// <summary>32-bit floating point; right on every machine.</summary>
    Fp32,

    /// <summary>8-bit weights and activations; right only where the CPU sums u8 x s8 products without saturation.</summary>
    Int8,

    /// <summary>16-bit floating point; for GPUs.</summary>
    Fp16,
}
