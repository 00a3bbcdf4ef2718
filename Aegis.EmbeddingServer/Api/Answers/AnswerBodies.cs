using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.EmbeddingServer.Api.Answers;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(CanaryBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(ModelBody))]
[JsonSerializable(typeof(ModelListBody))]
internal sealed partial class ApiJsonContext : JsonSerializerContext
{
    /// <summary>Characters stay readable, since no answer is ever part of an HTML page.</summary>
    public static ApiJsonContext Answers { get; } =
        new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}

/// <summary>Body of <c>POST /canary</c>; the OpenAPI document describes its fields.</summary>
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

/// <summary>Body of <c>GET /health</c>; the OpenAPI document describes its fields.</summary>
internal sealed record HealthBody(
    string Status,
    string Service,
    string Version,
    string? Commit,
    string Backend,
    bool EmbeddingEnabled,
    string? Model,
    string? ExecutionProvider,
    string? Precision,
    string? ExecutionReason,
    string? Reason);

/// <summary>A model, or an alias of it, in <c>/v1/models</c>; the OpenAPI document describes its fields.</summary>
internal sealed record ModelBody(
    string Id,
    string Object,
    long Created,
    string OwnedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Root);

internal sealed record ModelListBody(string Object, IReadOnlyList<ModelBody> Data);
