namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>How large a Run may be, and how unlike its sequences. The figures are measured: ADR 6.</summary>
/// <param name="MaxPaddedTokens">Most cells (sequences x longest length); a single longer sequence still runs, alone.</param>
internal sealed record RunShape(int MaxPaddedTokens)
{
    /// <summary>Most tokens of a small request: a query, which one Run answers whole and somebody waits for.</summary>
    public const int SmallRequestTokens = 128;

    /// <summary>
    /// Most cells to which large requests may fill a Run that a small one leads: it must not wait for a long Run. Small
    /// ones fill it to the end.
    /// </summary>
    public int MaxPaddedTokensBesideSmall => Math.Min(MaxPaddedTokens, 64);

    /// <summary>
    /// How far the length of a sequence may be from the first one's, in tokens. A Run has a fixed cost too, so that for
    /// short sequences a few padded cells cost less than one more Run.
    /// </summary>
    public static int LengthSlack(int length) => Math.Max(4, length / 8);
}
