using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.Http.Failures;

/// <summary>The envelope of every error.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

/// <param name="Message">What is wrong and how to correct it.</param>
/// <param name="Type">OpenAI's error class.</param>
/// <param name="Param">The request field at fault, or null.</param>
/// <param name="Code">Stable, for programs.</param>
internal sealed record ErrorDetail(string Message, string Type, string? Param, string Code);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ErrorJsonContext : JsonSerializerContext
{
    /// <summary>Escapes no readable characters: no answer is part of an HTML page.</summary>
    public static ErrorJsonContext Readable { get; } =
        new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}
