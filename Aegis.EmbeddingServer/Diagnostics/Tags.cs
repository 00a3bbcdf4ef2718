namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// Names of attributes on metrics and spans of requests. The first names follow OpenTelemetry's conventions for
/// generative AI: <see href="https://opentelemetry.io/docs/specs/semconv/gen-ai/"/>.
/// </summary>
internal static class Tags
{
    public const string Operation = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string Dimensions = "gen_ai.embeddings.dimension.count";
    public const string ErrorType = "error.type";

    public const string Stage = "aegis.stage";
    public const string RequestId = RequestScope.Name;
    public const string Failure = "aegis.failure";
    public const string Inputs = "aegis.inputs";
    public const string TruncatedInputs = "aegis.inputs.truncated";
    public const string Batches = "aegis.batches";
    public const string BatchSequences = "aegis.batch.sequences";
    public const string BatchTokens = "aegis.batch.tokens";
    public const string BatchPadding = "aegis.batch.padding_ratio";

    /// <summary>Value of <see cref="Operation"/>.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>Value of <see cref="ProviderName"/>.</summary>
    public const string Aegis = "aegis";
}
