using System.Runtime.InteropServices;
using System.Text.Json;

namespace Aegis.SoakRunner.Check;

/// <summary>
/// Reads an answer without an object for each number, because the runner shares its machine with the server. Unknown fields
/// are skipped.
/// </summary>
internal static class AnswerReader
{
    /// <exception cref="JsonException">Not JSON, or not an answer.</exception>
    public static void Read(ReadOnlySpan<byte> body, ReadAnswer answer)
    {
        answer.Clear();
        try
        {
            ReadAnswer(body, answer);
        }
        catch (InvalidOperationException exception)
        {
            // The reader throws this for half of a surrogate pair.
            throw new JsonException("a string is no text", exception);
        }
    }

    private static void ReadAnswer(ReadOnlySpan<byte> body, ReadAnswer answer)
    {
        var json = new Utf8JsonReader(body);
        Enter(ref json, JsonTokenType.StartObject);
        while (NextField(ref json))
        {
            if (json.ValueTextEquals("data"u8))
            {
                ReadData(ref json, answer);
            }
            else if (json.ValueTextEquals("usage"u8))
            {
                ReadUsage(ref json, answer);
            }
            else
            {
                SkipValue(ref json);
            }
        }

        if (json.Read())
        {
            throw new JsonException("something follows the answer");
        }
    }

    private static void ReadData(ref Utf8JsonReader json, ReadAnswer answer)
    {
        Enter(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref json, JsonTokenType.StartObject);
            int index = -1, components = -1;
            while (NextField(ref json))
            {
                if (json.ValueTextEquals("index"u8))
                {
                    index = ReadInt(ref json);
                }
                else if (json.ValueTextEquals("embedding"u8))
                {
                    components = ReadVector(ref json, answer);
                }
                else
                {
                    SkipValue(ref json);
                }
            }

            if (components < 0)
            {
                throw new JsonException("an item has no vector");
            }

            answer.Add(index, components);
        }
    }

    private static int ReadVector(ref Utf8JsonReader json, ReadAnswer answer)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            return ReadBase64(ref json, answer);
        }

        Expect(ref json, JsonTokenType.StartArray);
        var components = 0;
        var free = answer.Reserve(answer.Dimensions);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetSingle(out var component))
            {
                throw new JsonException("a vector holds something that is no number");
            }

            if (components == free.Length)
            {
                free = answer.Reserve((2 * components) + 1);
            }

            free[components++] = component;
        }

        return components;
    }

    private static int ReadBase64(ref Utf8JsonReader json, ReadAnswer answer)
    {
        if (!json.TryGetBytesFromBase64(out var bytes) || bytes.Length % sizeof(float) != 0)
        {
            throw new JsonException("a vector is no base64 of 4-byte numbers");
        }

        var components = MemoryMarshal.Cast<byte, float>(bytes);
        components.CopyTo(answer.Reserve(components.Length));
        return components.Length;
    }

    private static void ReadUsage(ref Utf8JsonReader json, ReadAnswer answer)
    {
        Enter(ref json, JsonTokenType.StartObject);
        while (NextField(ref json))
        {
            if (json.ValueTextEquals("prompt_tokens"u8))
            {
                answer.PromptTokens = ReadInt(ref json);
            }
            else if (json.ValueTextEquals("total_tokens"u8))
            {
                answer.TotalTokens = ReadInt(ref json);
            }
            else
            {
                SkipValue(ref json);
            }
        }
    }

    private static int ReadInt(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var value)
            ? value
            : throw new JsonException("a whole number is missing");

    private static bool NextField(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    private static void SkipValue(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    private static void Enter(ref Utf8JsonReader json, JsonTokenType type)
    {
        json.Read();
        Expect(ref json, type);
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (json.TokenType != type)
        {
            throw new JsonException($"{type} is missing");
        }
    }
}
