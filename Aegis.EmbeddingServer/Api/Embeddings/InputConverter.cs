using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aegis.EmbeddingServer.Configuration;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>
/// Reads <c>input</c>: a string, an array of token ids, or an array of strings and arrays of token ids. What exceeds a
/// limit is refused where it stands, so that a body of ten million empty strings, or one string of its whole length,
/// costs no memory beyond itself.
/// </summary>
internal sealed class InputConverter(ApiOptions limits) : JsonConverter<IReadOnlyList<EmbeddingInput>>
{
    /// <summary>A longer number is not repeated in a message.</summary>
    private const int MaxShownDigits = 20;

    // A fraction or an exponent makes a number that is no id, even where its value is whole.
    private static readonly SearchValues<byte> NotWhole = SearchValues.Create(".eE"u8);

    public override IReadOnlyList<EmbeddingInput> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => [ReadText(ref reader, item: null)],
        JsonTokenType.StartArray => ReadArray(ref reader),
        _ => throw Invalid($"'input' must be a string, an array of strings or an array of token ids, not {Describe(reader.TokenType)}"),
    };

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<EmbeddingInput> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("requests are only read");

    private List<EmbeddingInput> ReadArray(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            return [ReadIds(ref reader, item: null)];
        }

        var inputs = new List<EmbeddingInput>();
        for (; reader.TokenType != JsonTokenType.EndArray; reader.Read())
        {
            if (inputs.Count == limits.MaxInputs)
            {
                throw Invalid($"'input' has too many items, at most {limits.MaxInputs} are allowed (Aegis:Api:MaxInputs)");
            }

            inputs.Add(ReadItem(ref reader, inputs.Count));
        }

        return inputs;
    }

    private EmbeddingInput ReadItem(ref Utf8JsonReader reader, int item)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return ReadText(ref reader, item);
            case JsonTokenType.StartArray:
                reader.Read();
                return ReadIds(ref reader, item);
            case JsonTokenType.Number:
                throw Invalid($"{new InputName(item)} is a number among texts; token ids stand in an array of their own");
            default:
                throw Invalid($"{new InputName(item)} must be a string or an array of token ids, not {Describe(reader.TokenType)}");
        }
    }

    // A lone surrogate (escaped) or invalid UTF-8 has no text, hence no vector.
    private EmbeddingInput ReadText(ref Utf8JsonReader reader, int? item)
    {
        try
        {
            // A character takes one byte at least, and six at most where it is escaped.
            var text = reader.ValueSpan.Length > 6L * limits.MaxInputCharacters ? null : reader.GetString();
            return text?.Length <= limits.MaxInputCharacters
                ? new EmbeddingInput(new InputName(item), text, null)
                : throw new RequestException(InputFailures.TooManyCharacters(new InputName(item), limits));
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"{new InputName(item)} is not valid Unicode (a lone surrogate, or bytes that are not UTF-8)");
        }
    }

    // From the token behind the opening bracket to the closing one. No text has more tokens than characters.
    private EmbeddingInput ReadIds(ref Utf8JsonReader reader, int? item)
    {
        var ids = new List<int>();
        for (; reader.TokenType != JsonTokenType.EndArray; reader.Read())
        {
            if (ids.Count == limits.MaxInputCharacters)
            {
                throw new RequestException(InputFailures.TooManyIds(new InputName(item), limits));
            }

            if (reader.TokenType != JsonTokenType.Number)
            {
                throw Invalid($"{new InputName(item).At(ids.Count)} must be a token id, not {Describe(reader.TokenType)}");
            }

            ids.Add(reader.TryGetInt32(out var id) ? id : throw NoId(ref reader, new InputName(item).At(ids.Count)));
        }

        return ids.Count > 0
            ? new EmbeddingInput(new InputName(item), null, [.. ids])
            : throw Invalid($"{new InputName(item)} must not be an empty array");
    }

    private RequestException NoId(ref Utf8JsonReader reader, InputName name)
    {
        var number = reader.ValueSpan;
        if (number.ContainsAny(NotWhole))
        {
            return Invalid($"{name} must be a token id, a whole number without fraction or exponent");
        }

        var shown = number.Length <= MaxShownDigits ? Encoding.ASCII.GetString(number) : $"a number of {number.Length} digits";
        return new RequestException(InputFailures.UnknownId(name, shown, limits.TokenIds));
    }

    private static RequestException Invalid(string message) => new(InputFailures.Invalid(message));

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        _ => "null",
    };
}

/// <summary>Carries a <see cref="Failure"/> out of a converter of the JSON serializer, which can only throw.</summary>
internal sealed class RequestException(Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;
}
