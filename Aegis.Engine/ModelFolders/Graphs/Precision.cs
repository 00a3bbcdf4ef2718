namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>The arithmetic of a model file.</summary>
internal enum Precision
{
    /// <summary>8-bit weights and activations; right only where the CPU sums u8 x s8 products without saturation.</summary>
    Int8,

    /// <summary>32-bit floating point; right on every machine.</summary>
    Fp32,

    /// <summary>16-bit floating point; for GPUs.</summary>
    Fp16,
}

/// <summary>The names of <see cref="Precision"/> in answers, files and metrics.</summary>
internal static class PrecisionNames
{
    public static string Name(this Precision precision) => precision switch
    {
        Precision.Int8 => "int8",
        Precision.Fp32 => "fp32",
        Precision.Fp16 => "fp16",
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "unknown precision"),
    };
}
