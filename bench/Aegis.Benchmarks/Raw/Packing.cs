using Aegis.Engine.Tokenization;

namespace Aegis.Benchmarks.Raw;

/// <summary>Sequences to Runs as whoever knows all of them beforehand does it.</summary>
internal static class Packing
{
    private const int Seed = 7;

    /// <summary>Sorted by length and packed to a budget; the Runs in seeded order, so that a pass of any length sees all lengths.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="maxPaddedTokens">Most cells (sequences x longest length) of a Run of more than one sequence.</param>
    public static TokenSequence[][] Sorted(IEnumerable<TokenSequence> sequences, int maxPaddedTokens)
    {
        var runs = new List<TokenSequence[]>();
        var run = new List<TokenSequence>();
        foreach (var sequence in sequences.OrderBy(sequence => sequence.Length))
        {
            if (run.Count > 0 && (run.Count + 1) * sequence.Length > maxPaddedTokens)
            {
                runs.Add([.. run]);
                run.Clear();
            }

            run.Add(sequence);
        }

        runs.Add([.. run]);
        var shuffled = runs.ToArray();
        new Random(Seed).Shuffle(shuffled);
        return shuffled;
    }
}
