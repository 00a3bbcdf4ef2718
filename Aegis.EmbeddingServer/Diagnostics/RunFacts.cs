namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>What telemetry knows of a Run.</summary>
/// <param name="Sequences">Rows of it.</param>
/// <param name="Tokens">Tokens of them, padding not counted.</param>
/// <param name="Longest">Tokens of the longest row, to which the others are padded.</param>
internal readonly record struct RunFacts(int Sequences, int Tokens, int Longest)
{
    /// <summary>Padded over real tokens, at least 1.</summary>
    public double PaddingRatio => (double)Sequences * Longest / Tokens;
}
