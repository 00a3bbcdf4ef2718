using System.Numerics.Tensors;

namespace Aegis.Engine.Pooling;

/// <summary>Pools the vectors of the tokens of a text.</summary>
internal static class HiddenStates
{
    /// <summary>Pools the tokens of one sequence, without padding, to a vector that is not normalised. Its length is the width.</summary>
    public static void Pool(ReadOnlySpan<float> tokens, PoolingMode mode, Span<float> vector)
    {
        switch (mode)
        {
            case PoolingMode.Mean:
                Fold(tokens, vector, TensorPrimitives.Add);
                TensorPrimitives.Divide(vector, tokens.Length / vector.Length, vector);
                break;
            case PoolingMode.Max:
                Fold(tokens, vector, TensorPrimitives.Max);
                break;
            case PoolingMode.Cls:
                tokens[..vector.Length].CopyTo(vector);
                break;
            case PoolingMode.LastToken:
                tokens[^vector.Length..].CopyTo(vector);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "unknown pooling");
        }
    }

    private static void Fold(ReadOnlySpan<float> tokens, Span<float> vector, Combine combine)
    {
        tokens[..vector.Length].CopyTo(vector);
        for (var start = vector.Length; start < tokens.Length; start += vector.Length)
        {
            combine(vector, tokens.Slice(start, vector.Length), vector);
        }
    }

    private delegate void Combine(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result);
}

/// <summary>How the vectors of tokens become the vector of a text.</summary>
internal enum PoolingMode
{
    Mean,

    /// <summary>The vector of the first token, [CLS].</summary>
    Cls,

    LastToken,

    /// <summary>The largest value of each component.</summary>
    Max,
}

internal static class PoolingNames
{
    public static string Name(this PoolingMode mode) => mode.ToString().ToLowerInvariant();
}
