namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>How large a Run may be, and how unlike its sequences.</summary>
/// <param name="MaxPaddedTokens">
/// Most cells (sequences x longest length); a single longer sequence still runs, alone. 256 gives nearly full speed,
/// since batching gains little from 128 tokens on, and keeps the wait behind a Run short.
/// </param>
internal sealed record RunShape(int MaxPaddedTokens = 256)
{
    /// <summary>Lengths differ from the first sequence's by no more than this: padding stays near 6 % at worst on both sides.</summary>
    public static int LengthSlack(int length) => Math.Max(1, length / 16);
}
