using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aegis.EmbeddingServer.Api;

/// <summary>Reads <c>input</c>: a string, or an array of strings.</summary>
internal sealed class InputConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return [ReadText(ref reader, "input")];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Invalid($"'input' must be a string or an array of strings, not {Describe(reader.TokenType)}");
        }

        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var name = $"input[{texts.Count}]";
            if (reader.TokenType != JsonTokenType.String)
            {
                throw Invalid($"'{name}' must be a string, not {Describe(reader.TokenType)}");
            }

            texts.Add(ReadText(ref reader, name));
        }

        return texts;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("requests are only read");

    // A lone surrogate (escaped) or invalid UTF-8 has no text, hence no vector.
    private static string ReadText(ref Utf8JsonReader reader, string name)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"'{name}' is not valid Unicode (a lone surrogate, or bytes that are not UTF-8)");
        }
    }

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
