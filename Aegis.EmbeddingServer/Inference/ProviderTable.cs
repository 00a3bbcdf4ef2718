using Aegis.EmbeddingServer.Model;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>The execution providers, the best first.</summary>
internal static class ProviderTable
{
    /// <summary>Larger Runs gain nothing on a core and make everyone wait: ADR 6.</summary>
    private const int CpuRunTokens = 256;

    /// <summary>A GPU needs many tokens at once to be busy. Not measured: no GPU was at hand.</summary>
    private const int GpuRunTokens = 4096;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProviderEntry> All { get; } =
    [
        new(
            ExecutionProvider.Cuda,
            "CUDAExecutionProvider",
            "a build with -p:OnnxRuntimeProvider=cuda, and CUDA 13 with cuDNN 9 on the machine",
            new ProviderRules { Precisions = [Precision.Fp32, Precision.Fp16], OneRunAtATime = true, MaxRunTokens = GpuRunTokens },
            options => options.AppendExecutionProvider_CUDA(0)),
        new(
            ExecutionProvider.DirectML,
            "DmlExecutionProvider",
            "the Windows build, and a DirectX 12 GPU",
            // https://onnxruntime.ai/docs/execution-providers/DirectML-ExecutionProvider.html#configuration-options
            new ProviderRules { Precisions = [Precision.Fp32, Precision.Fp16], OneRunAtATime = true, FixedShapes = true, MemoryPattern = false, MaxRunTokens = GpuRunTokens },
            options => options.AppendExecutionProvider_DML(0)),
        new(
            ExecutionProvider.Cpu,
            "CPUExecutionProvider",
            "any build",
            new ProviderRules { Precisions = [Precision.Int8, Precision.Fp32, Precision.Fp16], MaxRunTokens = CpuRunTokens },
            _ => { }),
    ];

    /// <summary>The row of a provider.</summary>
    public static ProviderEntry Of(ExecutionProvider provider) => All.Single(entry => entry.Provider == provider);
}
