namespace Aegis.EmbeddingServer.Model;

/// <summary>What the operator asks for.</summary>
internal enum PrecisionChoice
{
    /// <summary>int8 where the CPU computes it rightly and the folder's reference vectors prove it, else fp32.</summary>
    Auto,

    /// <summary>The int8 file, or no start.</summary>
    Int8,

    /// <summary>The fp32 file, or no start.</summary>
    Fp32,

    /// <summary>The fp16 file, or no start.</summary>
    Fp16,
}
