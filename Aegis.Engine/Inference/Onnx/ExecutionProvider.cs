namespace Aegis.Engine.Inference.Onnx;

/// <summary>The device on which ONNX Runtime computes.</summary>
internal enum ExecutionProvider
{
    /// <summary>The CPU; every build has it.</summary>
    Cpu,

    /// <summary>Any DirectX 12 GPU, on Windows.</summary>
    DirectML,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,
}

/// <summary>The names of <see cref="ExecutionProvider"/> in answers, settings and metrics.</summary>
internal static class ExecutionProviderNames
{
    public static string Name(this ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cpu => "cpu",
        ExecutionProvider.DirectML => "directml",
        ExecutionProvider.Cuda => "cuda",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "unknown provider"),
    };
}
