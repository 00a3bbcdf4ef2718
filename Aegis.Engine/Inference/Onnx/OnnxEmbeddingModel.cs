using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Aegis.Engine.ModelFolders.Settings;
using Aegis.Engine.Pooling;
using Aegis.Engine.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>
/// A sentence-embedding graph on ONNX Runtime: pads the sequences, computes the batch, and pools and normalises if the
/// graph does not. Several batches may be computed at a time if the provider allows it (<see cref="SerializedModel"/>).
/// </summary>
internal sealed class OnnxEmbeddingModel(OnnxSession session, ProviderRules rules, SentenceSteps steps, ITextTokenizer tokenizer)
    : IEmbeddingModel
{
    private bool _normalizes = !session.Signature.IsPooled;
    private int _width = session.Signature.Width ?? 0;

    public int Dimensions => _width;

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        var longest = batch.Max(sequence => sequence.Length);
        var (rows, length) = rules.FixedShapes
            ? (ShapeBuckets.Rows(batch.Count), ShapeBuckets.Length(longest, tokenizer.MaxTokens))
            : (batch.Count, longest);
        var cells = rows * length;
        // If the graph has token types as an input, they are all 0: a text is one segment.
        var tensors = session.Signature.Inputs.Length;
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
            using var outputs = session.Run(inputs, [rows, length]);
            ReadOutput(outputs[0], batch, length, vectors);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(buffer);
        }
    }

    public void Dispose() => session.Dispose();

    // Rows that only fill a shape repeat the first sequence: a row without a token would divide by zero in the graph.
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

            ids[(start + sequence.Length)..(start + length)].Fill(tokenizer.PadId);
            mask.Slice(start, sequence.Length).Fill(1);
        }
    }

    private void ReadOutput(OrtValue output, IReadOnlyList<TokenSequence> batch, int length, Span<float> vectors)
    {
        if (!session.Signature.IsHalf)
        {
            PoolRows(output.GetTensorDataAsSpan<float>(), batch, length, vectors);
            return;
        }

        var halves = MemoryMarshal.Cast<Float16, Half>(output.GetTensorDataAsSpan<Float16>());
        var floats = ArrayPool<float>.Shared.Rent(halves.Length);
        try
        {
            TensorPrimitives.ConvertToSingle(halves, floats);
            PoolRows(floats.AsSpan(0, halves.Length), batch, length, vectors);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(floats);
        }
    }

    private void PoolRows(ReadOnlySpan<float> output, IReadOnlyList<TokenSequence> batch, int length, Span<float> vectors)
    {
        var isPooled = session.Signature.IsPooled;
        var stride = isPooled ? Dimensions : length * Dimensions;
        var rows = rules.FixedShapes ? ShapeBuckets.Rows(batch.Count) : batch.Count;
        if (output.Length != rows * stride)
        {
            throw new InvalidOperationException($"The model gave {output.Length} components for {rows} texts, not {rows * stride}");
        }

        for (var row = 0; row < batch.Count; row++)
        {
            var vector = vectors.Slice(row * Dimensions, Dimensions);
            var tokens = output.Slice(row * stride, isPooled ? Dimensions : batch[row].Length * Dimensions);
            HiddenStates.Pool(tokens, isPooled ? PoolingMode.Cls : steps.Pooling!.Value, vector);
            if (_normalizes)
            {
                UnitVector.Normalize(vector);
            }
        }
    }

    /// <summary>Computes a first batch, which shows whether a graph that pools also normalises: the folder may not name it.</summary>
    /// <returns>What is wrong, for a message; null if the vectors are usable.</returns>
    public string? ProblemInTrial()
    {
        TokenSequence[] batch =
            [tokenizer.Tokenize(string.Empty), tokenizer.Tokenize("A first run on the way that every other will take.")];
        float[] vectors;
        try
        {
            if (WidthProblem(batch[0]) is { } problem)
            {
                return problem;
            }

            vectors = new float[batch.Length * Dimensions];
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

    // A graph may leave the width of its output open: a batch has it.
    private string? WidthProblem(TokenSequence sequence)
    {
        if (_width == 0)
        {
            var tensors = session.Signature.Inputs.Select(_ => new long[sequence.Length].AsMemory()).ToArray();
            Pad([sequence], sequence.Length, tensors[0].Span, tensors[1].Span);
            using var outputs = session.Run(tensors, [1, sequence.Length]);
            _width = (int)outputs[0].GetTensorTypeAndShape().Shape[^1];
        }

        return session.Signature.IsPooled || steps.Width is not { } named || named == _width
            ? null
            : $"gave vectors of {_width} components, {steps.Files[^1]} says {named}";
    }

    private bool IsUnit(float[] vectors) => vectors.Chunk(Dimensions).All(vector => UnitVector.IsValid(vector));
}

/// <summary>The few shapes to which batches are padded on a provider that compiles each new shape.</summary>
internal static class ShapeBuckets
{
    private const int MinLength = 16;

    /// <summary>The length of a batch: a power of two from 16 on, at most the limit of the model.</summary>
    public static int Length(int longest, int maxTokens) =>
        Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(longest, MinLength)), maxTokens);

    /// <summary>The number of rows of a batch: a power of two.</summary>
    public static int Rows(int sequences) => (int)BitOperations.RoundUpToPowerOf2((uint)sequences);
}
