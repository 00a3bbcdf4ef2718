using Aegis.Engine.Tokenization;

namespace Aegis.Benchmarks.Raw;

/// <summary>Forms batches of sequences that are all known beforehand.</summary>
internal static class Packing
{
    private const int Seed = 7;

    /// <summary>
    /// Sorts the sequences by length and packs them up to a limit. The batches are in seeded order, so a pass of any length has
    /// all lengths.
    /// </summary>
    /// <param name="maxPaddedTokens">Maximum of cells (sequences x longest length). A single longer sequence is a batch.</param>
    public static TokenSequence[][] Sorted(IEnumerable<TokenSequence> sequences, int maxPaddedTokens)
    {
        var batches = new List<TokenSequence[]>();
        var batch = new List<TokenSequence>();
        foreach (var sequence in sequences.OrderBy(sequence => sequence.Length))
        {
            if (batch.Count > 0 && (batch.Count + 1) * sequence.Length > maxPaddedTokens)
            {
                batches.Add([.. batch]);
                batch.Clear();
            }

            batch.Add(sequence);
        }

        batches.Add([.. batch]);
        var shuffled = batches.ToArray();
        new Random(Seed).Shuffle(shuffled);
        return shuffled;
    }
}
