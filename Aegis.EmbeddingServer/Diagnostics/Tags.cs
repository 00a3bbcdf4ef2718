namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// Names of attributes, on metrics and spans. The first ones are OpenTelemetry's conventions for generative AI:
/// <see href="https://opentelemetry.io/docs/specs/semconv/gen-ai/"/>.
/// </summary>
internal static class Tags
{
    public const string Operation = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string Dimensions = "gen_ai.embeddings.dimension.count";
    public const string ErrorType = "error.type";

    public const string ExecutionProvider = "aegis.execution.provider";
    public const string Precision = "aegis.precision";
    public const string Skipped = "aegis.execution.skipped";
    public const string Fingerprint = "aegis.model.fingerprint";
    public const string Runtime = "aegis.onnxruntime.version";
    public const string Stage = "aegis.stage";
    public const string CacheResult = "aegis.cache.result";
    public const string CanaryResult = "aegis.canary.result";
    public const string RequestId = RequestScope.Name;
    public const string Failure = "aegis.failure";
    public const string Inputs = "aegis.inputs";
    public const string TruncatedInputs = "aegis.inputs.truncated";
    public const string Runs = "aegis.runs";
    public const string RunSequences = "aegis.run.sequences";
    public const string RunTokens = "aegis.run.tokens";
    public const string RunPadding = "aegis.run.padding_ratio";

    /// <summary>Value of <see cref="Operation"/>.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>Value of <see cref="ProviderName"/>.</summary>
    public const string Aegis = "aegis";
}
