namespace Aegis.EmbeddingServer.Api.Answers;

/// <summary>Body of <c>POST /canary</c>.</summary>
/// <param name="Result"><c>pass</c>, or <c>none</c> for a backend that has no known texts.</param>
/// <param name="Model">The served model's id.</param>
/// <param name="ExecutionProvider">Where it runs.</param>
/// <param name="Precision"><c>int8</c>, <c>fp32</c>, <c>fp16</c> or <c>none</c>.</param>
/// <param name="Texts">Known texts that got the right vectors.</param>
/// <param name="DurationMs">How long the proof took, in milliseconds; 0 where there was none.</param>
/// <param name="Reason">Why there is nothing to prove; null when it passed.</param>
internal sealed record CanaryBody(
    string Result,
    string Model,
    string ExecutionProvider,
    string Precision,
    int Texts,
    double DurationMs,
    string? Reason)
{
    public const string Pass = "pass";
    public const string None = "none";
}
