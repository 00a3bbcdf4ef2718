using System.Buffers;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Tokenization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>
/// A sentence-embedding graph on ONNX Runtime's CPU provider: inputs <c>input_ids</c> and <c>attention_mask</c>
/// (int64, [batch, sequence]), output <c>sentence_embedding</c> (float, [batch, width]), pooled and normalised.
/// A Run uses the calling thread alone; callers run several at a time on the one session.
/// </summary>
internal sealed class OnnxEmbeddingModel : IEmbeddingModel
{
    private const string InputIds = "input_ids";
    private const string AttentionMask = "attention_mask";
    private const string SentenceEmbedding = "sentence_embedding";

    private static readonly string[] InputNames = [InputIds, AttentionMask];
    private static readonly string[] OutputNames = [SentenceEmbedding];

    private static readonly Lazy<Task> NativeLibrary = new(() => Task.Run(OrtEnv.Instance));

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();

    // The native library reads the variable once, when it is loaded.
    static OnnxEmbeddingModel() => OnnxRuntimeTelemetry.Disable();

    private OnnxEmbeddingModel(InferenceSession session, int dimensions)
    {
        _session = session;
        Dimensions = dimensions;
    }

    public int Dimensions { get; }

    /// <summary>Loads a file and compares its inputs and outputs with what the description promises.</summary>
    /// <exception cref="ModelLoadException">The file cannot be loaded or is another kind of graph; the message names it.</exception>
    public static OnnxEmbeddingModel Load(string file, int dimensions)
    {
        if (!File.Exists(file))
        {
            throw new ModelLoadException($"{file} is missing");
        }

        InferenceSession session;
        try
        {
            using var options = CreateSessionOptions();
            NativeHeap.KeepFreedBlocks();
            session = new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelLoadException($"{file} cannot be loaded: {exception.Message}", exception);
        }

        if (ProblemWith(session, dimensions) is { } problem)
        {
            session.Dispose();
            throw new ModelLoadException($"{file}: {problem}");
        }

        NativeHeap.Trim();
        return new OnnxEmbeddingModel(session, dimensions);
    }

    /// <summary>Loads ONNX Runtime itself ahead of the first model; whatever goes wrong shows with that.</summary>
    public static Task LoadNativeLibraryAsync() => NativeLibrary.Value;

    /// <summary>Ends when no load is under way any more; at once when none was begun.</summary>
    public static Task NativeLibraryAtRestAsync() => NativeLibrary.IsValueCreated ? NativeLibrary.Value : Task.CompletedTask;

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        var longest = batch.Max(sequence => sequence.Length);
        var cells = batch.Count * longest;
        var ids = ArrayPool<long>.Shared.Rent(cells);
        var mask = ArrayPool<long>.Shared.Rent(cells);
        try
        {
            Pad(batch, longest, ids, mask);
            Run([batch.Count, longest], ids.AsMemory(0, cells), mask.AsMemory(0, cells), vectors);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(ids);
            ArrayPool<long>.Shared.Return(mask);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    // One thread per Run, since the workers are as many as the cores; threads that spin would take the others' time.
    // BASIC: the bundled files are fused already, and EXTENDED would fold Add + LayerNormalization into a slower kernel.
    private static SessionOptions CreateSessionOptions()
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        return options;
    }

    private static string? ProblemWith(InferenceSession session, int dimensions)
    {
        if (!session.InputNames.Order().SequenceEqual(InputNames.Order()))
        {
            return $"its inputs are {string.Join(", ", session.InputNames)}, not {string.Join(" and ", InputNames)}";
        }

        if (InputNames.FirstOrDefault(name => session.InputMetadata[name].ElementDataType != TensorElementType.Int64) is { } input)
        {
            return $"its input {input} is {session.InputMetadata[input].ElementDataType}, not Int64";
        }

        if (!session.OutputMetadata.TryGetValue(SentenceEmbedding, out var output))
        {
            return $"it has no output {SentenceEmbedding}, only {string.Join(", ", session.OutputNames)}";
        }

        // -1: as many as there are sequences in the batch.
        var width = output.Dimensions is [-1, var last] ? last : 0;
        return output.ElementDataType == TensorElementType.Float && width == dimensions
            ? null
            : $"its output {SentenceEmbedding} is {output.ElementDataType} [{string.Join(", ", output.Dimensions)}], not Float [batch, {dimensions}]";
    }

    private static void Pad(IReadOnlyList<TokenSequence> batch, int longest, long[] ids, long[] mask)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            var sequence = batch[row].Ids;
            var start = row * longest;
            for (var i = 0; i < sequence.Length; i++)
            {
                ids[start + i] = sequence[i];
            }

            mask.AsSpan(start, sequence.Length).Fill(1);
            ids.AsSpan(start + sequence.Length, longest - sequence.Length).Clear();
            mask.AsSpan(start + sequence.Length, longest - sequence.Length).Clear();
        }
    }

    private void Run(long[] shape, Memory<long> ids, Memory<long> mask, Span<float> vectors)
    {
        using var idsValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, mask, shape);
        using var outputs = _session.Run(_runOptions, InputNames, [idsValue, maskValue], OutputNames);
        var output = outputs[0].GetTensorDataAsSpan<float>();
        if (output.Length != vectors.Length)
        {
            throw new InvalidOperationException($"The model gave {output.Length} components, not {vectors.Length}");
        }

        output.CopyTo(vectors);
    }
}
