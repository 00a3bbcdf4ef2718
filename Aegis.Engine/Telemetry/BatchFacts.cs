namespace Aegis.Engine.Telemetry;

/// <summary>A batch in metrics and traces.</summary>
/// <param name="Sequences">Its rows.</param>
/// <param name="Tokens">Tokens of the rows, padding not counted.</param>
/// <param name="Longest">Tokens of the longest row, to which the others are padded.</param>
internal readonly record struct BatchFacts(int Sequences, int Tokens, int Longest)
{
    /// <summary>Padded over real tokens, at least 1.</summary>
    public double PaddingRatio => (double)Sequences * Longest / Tokens;
}
