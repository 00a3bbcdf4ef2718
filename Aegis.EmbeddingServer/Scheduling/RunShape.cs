namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>How large a Run may be, and how unlike its sequences. The figures are measured: ADR 6.</summary>
/// <param name="MaxPaddedTokens">Most cells (sequences x longest length); a single longer sequence still runs, alone.</param>
internal sealed record RunShape(int MaxPaddedTokens)
{
    private const int Urgent = 128;

    /// <summary>
    /// Most cells of a Run that answers its leading request whole: who asks for little does not wait for a long Run.
    /// </summary>
    public int MaxUrgentPaddedTokens => Math.Min(MaxPaddedTokens, Urgent);

    /// <summary>
    /// How far the length of a sequence may be from the first one's, in tokens. A Run has a fixed cost too, so that for
    /// short sequences a few padded cells cost less than one more Run.
    /// </summary>
    public static int LengthSlack(int length) => Math.Max(4, length / 8);
}
