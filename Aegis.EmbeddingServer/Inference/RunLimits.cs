namespace Aegis.EmbeddingServer.Inference;

/// <summary>What one Run of a backend may hold.</summary>
/// <param name="MaxTokens">Most padded tokens, unless the operator says.</param>
/// <param name="MaxSequences">Most sequences; 1 where a text's vector would depend on its neighbours.</param>
internal sealed record RunLimits(int MaxTokens, int MaxSequences)
{
    /// <summary>On a CPU core: larger Runs gain nothing and make everyone wait (ADR 6).</summary>
    public static RunLimits OfCpu { get; } = new(256, int.MaxValue);
}
