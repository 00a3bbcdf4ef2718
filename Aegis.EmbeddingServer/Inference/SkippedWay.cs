namespace Aegis.EmbeddingServer.Inference;

/// <summary>A way to serve a model that was not taken.</summary>
/// <param name="Way">A provider, or a provider and a file.</param>
/// <param name="Reason">Why, for metrics.</param>
/// <param name="Message">Why, in words.</param>
internal sealed record SkippedWay(string Way, SkipReason Reason, string Message)
{
    public override string ToString() => $"{Way}: {Message}";
}
