using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>An ONNX file, checked against its folder and loaded on one provider. On the CPU a call uses the calling thread alone.</summary>
internal sealed class OnnxSession(InferenceSession session, OnnxGraph graph, OnnxSignature signature) : IDisposable
{
    private readonly RunOptions _runOptions = new();
    private readonly string[] _outputs = [signature.Output];

    public OnnxSignature Signature => signature;

    public OnnxGraph Graph => graph;

    /// <exception cref="ModelLoadException">The file cannot be loaded or does not fit its folder; the message names it.</exception>
    public static OnnxSession Open(ModelDescription description, OnnxFile file, ProviderEntry provider)
    {
        var path = description.PathOf(file.File);
        var graph = OnnxGraphReader.Read(path);
        if (GraphRules.ProblemWith(graph, description, file) is { } problem)
        {
            throw new ModelLoadException($"{path}: {problem}");
        }

        var loaded = CreateSession(path, graph, provider);
        try
        {
            var (inputs, outputs) = (Values(loaded.InputNames, loaded.InputMetadata), Values(loaded.OutputNames, loaded.OutputMetadata));
            return new OnnxSession(loaded, graph, OnnxSignature.Read(inputs, outputs, description));
        }
        catch (ModelLoadException exception)
        {
            loaded.Dispose();
            throw new ModelLoadException($"{path}: {exception.Message}", exception);
        }
    }

    /// <param name="inputs">As many tensors [batch, sequence] as <see cref="OnnxSignature.Inputs"/>.</param>
    /// <param name="shape">[batch, sequence].</param>
    /// <returns>The output; the caller disposes of it.</returns>
    public IDisposableReadOnlyCollection<OrtValue> Run(ReadOnlySpan<Memory<long>> inputs, long[] shape)
    {
        var values = new OrtValue[inputs.Length];
        try
        {
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, inputs[index], shape);
            }

            return session.Run(_runOptions, Signature.Inputs, values, _outputs);
        }
        finally
        {
            foreach (var value in values)
            {
                value?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        session.Dispose();
        _runOptions.Dispose();
    }

    // The type of elements of a sequence or a map throws. No sizes: ONNX Runtime does not know the shape.
    private static OnnxValue[] Values(IEnumerable<string> names, IReadOnlyDictionary<string, NodeMetadata> metadata) =>
    [
        .. names.Select(name => metadata[name] is { IsTensor: true } tensor
            ? new OnnxValue(
                name,
                (ElementType)tensor.ElementDataType,
                tensor.Dimensions is { Length: > 0 } sizes ? [.. sizes.Select(size => (long)size)] : null)
            : new OnnxValue(name, ElementType.NoTensor, null)),
    ];

    private static InferenceSession CreateSession(string path, OnnxGraph graph, ProviderEntry entry)
    {
        try
        {
            using var options = CreateSessionOptions(graph, entry.Rules);
            entry.Append(options);
            NativeHeap.KeepFreedBlocks();
            var loaded = new InferenceSession(path, options);
            NativeHeap.Trim();
            return loaded;
        }
        // A native library without the provider has no such function.
        catch (Exception exception) when (exception is OnnxRuntimeException
            or EntryPointNotFoundException or DllNotFoundException or NotSupportedException)
        {
            var hint = entry.Provider == ExecutionProvider.Cpu ? string.Empty : $"; it takes {entry.HowToGet}";
            throw new ModelLoadException(
                $"{path} cannot be loaded on {entry.Name} (opset {graph.Opset}): {exception.Message}{hint}", exception);
        }
    }

    // One thread a batch, because there are as many workers as cores. Spinning threads would take time from other workers.
    // BASIC for a graph that is fused already: EXTENDED would fold Add + LayerNormalization into a slower kernel.
    private static SessionOptions CreateSessionOptions(OnnxGraph graph, ProviderRules rules)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = graph.IsFused ? GraphOptimizationLevel.ORT_ENABLE_BASIC : GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            EnableMemoryPattern = rules.MemoryPattern,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        return options;
    }
}
