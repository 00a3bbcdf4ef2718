using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.EmbeddingServer.Api;

/// <summary>Serialisation of the bodies; vectors are written by <see cref="EmbeddingsResponseWriter"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(CanaryBody))]
[JsonSerializable(typeof(EmbeddingsRequest))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(ModelBody))]
[JsonSerializable(typeof(ModelListBody))]
internal sealed partial class ApiJsonContext : JsonSerializerContext
{
    /// <summary>Deepest nesting of a request's body.</summary>
    public const int MaxDepth = 64;

    /// <summary>For requests, within the limits of one.</summary>
    public static ApiJsonContext Requests(ApiOptions limits) =>
        new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            MaxDepth = MaxDepth,
            Converters = { new InputConverter(limits) },
        });

    /// <summary>For answers: characters stay readable, since no answer is ever part of an HTML page.</summary>
    public static ApiJsonContext Answers { get; } =
        new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}
