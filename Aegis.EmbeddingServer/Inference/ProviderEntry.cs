using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>One row of <see cref="ProviderTable"/>.</summary>
/// <param name="Provider">Which one.</param>
/// <param name="RuntimeName">What ONNX Runtime calls it.</param>
/// <param name="HowToGet">For messages: what makes it be there.</param>
/// <param name="Rules">How it wants to be used.</param>
/// <param name="Append">Puts it into a session's options; throws where it is not there.</param>
internal sealed record ProviderEntry(
    ExecutionProvider Provider,
    string RuntimeName,
    string HowToGet,
    ProviderRules Rules,
    Action<SessionOptions> Append)
{
    /// <summary>As <c>/health</c> and the configuration write it.</summary>
    public string Name => Provider.ToString().ToLowerInvariant();
}
