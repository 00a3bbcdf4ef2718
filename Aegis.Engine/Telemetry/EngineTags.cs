using Aegis.Engine.Loading;

namespace Aegis.Engine.Telemetry;

/// <summary>Names of attributes on metrics and spans that describe a model.</summary>
internal static class EngineTags
{
    /// <summary>OpenTelemetry's name: <see href="https://opentelemetry.io/docs/specs/semconv/gen-ai/"/>.</summary>
    public const string ResponseModel = "gen_ai.response.model";

    public const string ExecutionProvider = "aegis.execution.provider";
    public const string Precision = "aegis.precision";
    public const string Skipped = "aegis.execution.skipped";
    public const string Fingerprint = "aegis.model.fingerprint";
    public const string Runtime = "aegis.onnxruntime.version";
    public const string CacheResult = "aegis.cache.result";
    public const string CanaryResult = "aegis.canary.result";

    public static KeyValuePair<string, object?> ProviderOf(ModelIdentity? identity) => new(ExecutionProvider, identity?.ExecutionProvider);

    public static KeyValuePair<string, object?> PrecisionOf(ModelIdentity? identity) => new(Precision, identity?.Precision);
}
