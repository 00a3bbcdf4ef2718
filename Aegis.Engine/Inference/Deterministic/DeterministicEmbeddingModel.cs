using Aegis.Engine.Pooling;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Inference.Deterministic;

/// <summary>Vectors from a hash of the token ids: a text has the same vector on every machine, without a meaning.</summary>
internal sealed class DeterministicEmbeddingModel(int dimensions) : IEmbeddingModel
{
    public int Dimensions => dimensions;

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            Fill(batch[row], vectors.Slice(row * dimensions, dimensions));
        }
    }

    public void Dispose()
    {
    }

    private static void Fill(TokenSequence sequence, Span<float> vector)
    {
        ulong state = 0;
        foreach (var id in sequence.Ids)
        {
            state = Next(state ^ (uint)id);
        }

        foreach (ref var component in vector)
        {
            state = Next(state);
            // The top 24 bits, an exact float, between -1 and 1 and never 0.
            component = ((int)(state >> 40) - (1 << 23) + 0.5f) / (1 << 23);
        }

        UnitVector.Normalize(vector);
    }

    // SplitMix64: https://prng.di.unimi.it/splitmix64.c
    private static ulong Next(ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
