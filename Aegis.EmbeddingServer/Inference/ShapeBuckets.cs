using System.Numerics;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>The few shapes that Runs are padded to on a provider that compiles each new one.</summary>
internal static class ShapeBuckets
{
    private const int ShortestLength = 16;

    /// <summary>The length for a Run: a power of two from 16 on, but not over the model's limit.</summary>
    public static int Length(int longest, int maxTokens) =>
        Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(longest, ShortestLength)), maxTokens);

    /// <summary>The number of sequences for a Run: a power of two.</summary>
    public static int Rows(int sequences) => (int)BitOperations.RoundUpToPowerOf2((uint)sequences);
}
