namespace Aegis.Scheduling;

/// <summary>How large a batch may be, and how different its lengths. The figures are measured: ADR 6.</summary>
/// <param name="MaxPaddedTokens">Most cells (sequences x longest length). A single longer sequence is still computed, alone.</param>
/// <param name="MaxSequences">Most sequences; 1 for a model whose vectors depend on the other texts of the batch.</param>
internal sealed record BatchLimits(int MaxPaddedTokens, int MaxSequences = int.MaxValue)
{
    /// <summary>Most tokens of a small job: a query, which one batch answers and which somebody waits for.</summary>
    public const int SmallJobTokens = 128;

    /// <summary>
    /// Fixed cost of a batch in cells, when its lengths are chosen. Half of the measured cost, because a sequence that
    /// keeps waiting meets a better match in the next batch.
    /// </summary>
    public const int FixedCells = 5;

    /// <summary>On a CPU core. Larger batches are no faster there, and every request waits longer (ADR 6).</summary>
    public static BatchLimits Cpu { get; } = new(256);

    /// <summary>Most cells of a batch that a small job leads and large jobs fill: the query must not wait for a long batch.</summary>
    public int MaxPaddedTokensBesideSmall => Math.Min(MaxPaddedTokens, 64);

    /// <summary>How far a length may be from the length of the leading sequence, in tokens.</summary>
    public static int LengthSlack(int length) => Math.Max(8, length / 4);
}
