namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>How large a Run may be, and how unlike its sequences. The figures are measured: ADR 6.</summary>
/// <param name="MaxPaddedTokens">Most cells (sequences x longest length); a single longer sequence still runs, alone.</param>
/// <param name="MaxRows">Most sequences; 1 for a model whose vectors depend on their neighbours.</param>
internal sealed record RunShape(int MaxPaddedTokens, int MaxRows = int.MaxValue)
{
    /// <summary>Most tokens of a small request: a query, which one Run answers whole and somebody waits for.</summary>
    public const int SmallRequestTokens = 128;

    /// <summary>
    /// Most cells to which large requests may fill a Run that a small one leads: it must not wait for a long Run. Small
    /// ones fill it to the end.
    /// </summary>
    public int MaxPaddedTokensBesideSmall => Math.Min(MaxPaddedTokens, 64);

    /// <summary>
    /// What a Run costs beside its cells, in cells, for the choice of its lengths: half of what it takes, because a
    /// sequence that is left waiting meets a better match in the next Run.
    /// </summary>
    public const int FixedCells = 5;

    /// <summary>How far the length of a sequence may be from the leading one's, in tokens.</summary>
    public static int LengthSlack(int length) => Math.Max(8, length / 4);
}
