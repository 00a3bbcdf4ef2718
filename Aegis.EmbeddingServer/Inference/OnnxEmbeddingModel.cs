using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Aegis.EmbeddingServer.Model;
using Aegis.EmbeddingServer.Pooling;
using Aegis.EmbeddingServer.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>
/// A sentence-embedding graph on ONNX Runtime: pads the sequences, runs them, and pools and normalises what the graph has
/// not. Several Runs may go on at a time as far as the provider allows it (<see cref="OneRunAtATime"/>).
/// </summary>
internal sealed class OnnxEmbeddingModel : IEmbeddingModel
{
    private readonly OnnxSession _session;
    private readonly ProviderRules _rules;
    private readonly PoolingMode _pooling;
    private readonly int _padId;
    private readonly int _maxTokens;
    private bool _normalizes;

    private OnnxEmbeddingModel(OnnxSession session, ProviderRules rules, PoolingMode pooling, ITextTokenizer tokenizer)
    {
        _session = session;
        _rules = rules;
        _pooling = pooling;
        _padId = tokenizer.PadId;
        _maxTokens = tokenizer.MaxTokens;
        _normalizes = !session.Signature.IsPooled;
    }

    public int Dimensions => _session.Signature.Width;

    /// <summary>Loads a file of a model and makes a trial Run on it.</summary>
    /// <param name="description">The model's folder.</param>
    /// <param name="candidate">The file and the provider.</param>
    /// <param name="loadingTokenizer">The model's tokenizer, which may load meanwhile.</param>
    /// <exception cref="ModelLoadException">It cannot be loaded, is not what the folder says, or the Run gave no usable vector; the message names the file.</exception>
    public static OnnxEmbeddingModel Load(ModelDescription description, LoadCandidate candidate, Task<ITextTokenizer> loadingTokenizer)
    {
        var session = OnnxSession.Open(description, candidate);
        try
        {
            var tokenizer = loadingTokenizer.GetAwaiter().GetResult();
            var model = new OnnxEmbeddingModel(session, candidate.Entry.Rules, description.Steps.Pooling, tokenizer);
            return model.ProblemInTrial(tokenizer) is { } problem
                ? throw new ModelLoadException($"{description.PathOf(candidate.File.File)}: a trial run on {candidate.Entry.Name} {problem}")
                : model;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        var longest = batch.Max(sequence => sequence.Length);
        var (rows, length) = _rules.FixedShapes ? (ShapeBuckets.Rows(batch.Count), ShapeBuckets.Length(longest, _maxTokens)) : (batch.Count, longest);
        var cells = rows * length;
        // Token types, where the graph asks for them, are all 0: a text is one segment.
        var tensors = _session.Signature.Inputs.Length;
        var buffer = ArrayPool<long>.Shared.Rent(tensors * cells);
        try
        {
            buffer.AsSpan(0, tensors * cells).Clear();
            var inputs = new Memory<long>[tensors];
            for (var index = 0; index < tensors; index++)
            {
                inputs[index] = buffer.AsMemory(index * cells, cells);
            }

            Pad(batch, length, inputs[0].Span, inputs[1].Span);
            using var outputs = _session.Run(inputs, [rows, length]);
            Read(outputs[0], batch, length, vectors);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _session.Dispose();

    // Rows that only fill a shape repeat the first one: a row without a token would divide by zero inside the graph.
    private void Pad(IReadOnlyList<TokenSequence> batch, int length, Span<long> ids, Span<long> mask)
    {
        for (var start = 0; start < ids.Length; start += length)
        {
            var row = start / length;
            var sequence = batch[row < batch.Count ? row : 0].Ids;
            for (var index = 0; index < sequence.Length; index++)
            {
                ids[start + index] = sequence[index];
            }

            ids[(start + sequence.Length)..(start + length)].Fill(_padId);
            mask.Slice(start, sequence.Length).Fill(1);
        }
    }

    private void Read(OrtValue output, IReadOnlyList<TokenSequence> batch, int length, Span<float> vectors)
    {
        if (!_session.Signature.IsHalf)
        {
            Read(output.GetTensorDataAsSpan<float>(), batch, length, vectors);
            return;
        }

        var halves = MemoryMarshal.Cast<Float16, Half>(output.GetTensorDataAsSpan<Float16>());
        var floats = ArrayPool<float>.Shared.Rent(halves.Length);
        try
        {
            TensorPrimitives.ConvertToSingle(halves, floats);
            Read(floats.AsSpan(0, halves.Length), batch, length, vectors);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(floats);
        }
    }

    private void Read(ReadOnlySpan<float> output, IReadOnlyList<TokenSequence> batch, int length, Span<float> vectors)
    {
        var isPooled = _session.Signature.IsPooled;
        var stride = isPooled ? Dimensions : length * Dimensions;
        var rows = _rules.FixedShapes ? ShapeBuckets.Rows(batch.Count) : batch.Count;
        if (output.Length != rows * stride)
        {
            throw new InvalidOperationException($"The model gave {output.Length} components for {rows} texts, not {rows * stride}");
        }

        for (var row = 0; row < batch.Count; row++)
        {
            var vector = vectors.Slice(row * Dimensions, Dimensions);
            var tokens = output.Slice(row * stride, isPooled ? Dimensions : batch[row].Length * Dimensions);
            HiddenStates.Pool(tokens, isPooled ? PoolingMode.Cls : _pooling, vector);
            if (_normalizes)
            {
                UnitVector.Normalize(vector);
            }
        }
    }

    // A graph that pools may or may not normalise too: the folder need not say so, the vectors do.
    private string? ProblemInTrial(ITextTokenizer tokenizer)
    {
        TokenSequence[] batch = [tokenizer.Tokenize(string.Empty), tokenizer.Tokenize("A first run on the way that every other will take.")];
        var vectors = new float[batch.Length * Dimensions];
        try
        {
            Embed(batch, vectors);
            if (!IsUnit(vectors))
            {
                _normalizes = true;
                Embed(batch, vectors);
            }
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or InvalidOperationException)
        {
            return $"failed: {exception.Message}";
        }

        return IsUnit(vectors) ? null : "gave a vector that is zero or not finite";
    }

    private bool IsUnit(float[] vectors) => vectors.Chunk(Dimensions).All(vector => UnitVector.IsValid(vector));
}
