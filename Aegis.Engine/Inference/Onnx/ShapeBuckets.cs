using System.Numerics;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>The few shapes to which batches are padded on a provider that compiles each new shape.</summary>
internal static class ShapeBuckets
{
    private const int ShortestLength = 16;

    /// <summary>The length of a batch: a power of two from 16 on, at most the limit of the model.</summary>
    public static int Length(int longest, int maxTokens) =>
        Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(longest, ShortestLength)), maxTokens);

    /// <summary>The number of rows of a batch: a power of two.</summary>
    public static int Rows(int sequences) => (int)BitOperations.RoundUpToPowerOf2((uint)sequences);
}
