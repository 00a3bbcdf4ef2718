namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>How large a Run may be, and how unlike its sequences.</summary>
/// <param name="MaxPaddedTokens">
/// Most cells (sequences x longest length); a single longer sequence still runs, alone. 256 gives nearly full speed,
/// since batching gains little from 128 tokens on, and keeps the wait behind a Run short.
/// </param>
internal sealed record RunShape(int MaxPaddedTokens = 256)
{
    /// <summary>
    /// How far the length of a sequence may be from the first one's, in tokens. A Run has a fixed cost, reading the
    /// weights, that is worth some 36 tokens: for short sequences a few padded cells cost less than one more Run.
    /// </summary>
    public static int LengthSlack(int length) => Math.Max(4, length / 8);
}
