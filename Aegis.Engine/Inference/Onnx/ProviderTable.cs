using Aegis.Engine.ModelFolders.Graphs;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>What a provider needs.</summary>
internal sealed record ProviderRules
{
    /// <summary>Precisions of the files that the provider runs, the best first.</summary>
    public required IReadOnlyList<Precision> Precisions { get; init; }

    /// <summary>True: at most one call at a time in this process.</summary>
    public bool IsSerial { get; init; }

    /// <summary>True: the provider compiles each new shape, so batches are padded to a few shapes.</summary>
    public bool FixedShapes { get; init; }

    /// <summary>False: ONNX Runtime must not plan memory by the shapes of earlier calls.</summary>
    public bool MemoryPattern { get; init; } = true;

    public required BatchLimits BatchLimits { get; init; }
}

/// <summary>One row of <see cref="ProviderTable"/>. HowToGet is for messages; Append throws if the build lacks the provider.</summary>
internal sealed record ProviderEntry(
    ExecutionProvider Provider,
    string RuntimeName,
    string HowToGet,
    ProviderRules Rules,
    Action<SessionOptions> Append)
{
    public string Name => Provider.Name();
}

/// <summary>The execution providers, the best first.</summary>
internal static class ProviderTable
{
    private static readonly Precision[] GpuPrecisions = [Precision.Fp32, Precision.Fp16];

    /// <summary>A GPU needs many tokens at once to be busy. Not measured: no GPU was at hand.</summary>
    private static readonly BatchLimits GpuBatches = new(4096);

    public static IReadOnlyList<ProviderEntry> All { get; } =
    [
        new(
            ExecutionProvider.Cuda,
            "CUDAExecutionProvider",
            "a build with -p:OnnxRuntimeProvider=cuda, and CUDA 13 with cuDNN 9 on the machine",
            new ProviderRules { Precisions = GpuPrecisions, IsSerial = true, BatchLimits = GpuBatches },
            options => options.AppendExecutionProvider_CUDA(0)),
        new(
            ExecutionProvider.DirectML,
            "DmlExecutionProvider",
            "the Windows build, and a DirectX 12 GPU",
            // https://onnxruntime.ai/docs/execution-providers/DirectML-ExecutionProvider.html#configuration-options
            new ProviderRules
            {
                Precisions = GpuPrecisions,
                IsSerial = true,
                FixedShapes = true,
                MemoryPattern = false,
                BatchLimits = GpuBatches,
            },
            options => options.AppendExecutionProvider_DML(0)),
        new(
            ExecutionProvider.Cpu,
            "CPUExecutionProvider",
            "any build",
            new ProviderRules { Precisions = [Precision.Int8, Precision.Fp32, Precision.Fp16], BatchLimits = BatchLimits.Cpu },
            _ => { }),
    ];

    public static ProviderEntry Of(ExecutionProvider provider) => All.Single(entry => entry.Provider == provider);
}

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
    public static string Name(this ExecutionProvider provider) => provider.ToString().ToLowerInvariant();
}
