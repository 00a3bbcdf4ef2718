using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// Reads <c>input</c>: a string, or an array of strings. What exceeds a limit is refused where it stands, so that a
/// body of ten million empty strings, or one string of its whole length, costs no memory beyond itself.
/// </summary>
internal sealed class InputConverter(ApiOptions limits) : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return [ReadText(ref reader, index: null)];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Invalid($"'input' must be a string or an array of strings, not {Describe(reader.TokenType)}");
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw Invalid($"'input[{texts.Count}]' must be a string, not {Describe(reader.TokenType)}");
            }

            if (texts.Count == limits.MaxInputs)
            {
                throw Invalid($"'input' has too many items, at most {limits.MaxInputs} are allowed");
            }

            texts.Add(ReadText(ref reader, texts.Count));
        }

        return texts;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("requests are only read");

    // A lone surrogate (escaped) or invalid UTF-8 has no text, hence no vector.
    private string ReadText(ref Utf8JsonReader reader, int? index)
    {
        try
        {
            // A character takes one byte at least, and six at most where it is escaped.
            var text = reader.ValueSpan.Length > 6L * limits.MaxInputCharacters ? null : reader.GetString();
            return text?.Length <= limits.MaxInputCharacters ? text : throw Invalid($"'{Name(index)}' has more than the {limits.MaxInputCharacters} characters that are allowed");
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"'{Name(index)}' is not valid Unicode (a lone surrogate, or bytes that are not UTF-8)");
        }
    }

    private static string Name(int? index) => index is null ? "input" : $"input[{index}]";

    private static RequestException Invalid(string message) => new(new Failure(FailureKind.InvalidRequest, message, "input"));

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        _ => "null",
    };
}
