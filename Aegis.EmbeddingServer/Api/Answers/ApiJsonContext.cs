using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.EmbeddingServer.Api.Answers;

/// <summary>Serialisation of answers, but for vectors.</summary>
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
