using System.Runtime.InteropServices;
using System.Text.Json;

namespace Aegis.Engine.Files;

/// <summary>A part of a JSON file together with its path, so that error messages can name it.</summary>
internal readonly struct JsonPart(JsonElement element, string? path)
{
    private const string Sequence = "Sequence";

    /// <summary>True for a part that is missing or null.</summary>
    public bool IsNone => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool IsList => element.ValueKind == JsonValueKind.Array;

    public string Type => this["type"].Text();

    /// <summary>A copy that stays valid after its document is disposed of.</summary>
    public JsonPart Copy() => new(element.Clone(), path);

    /// <summary>A member of an object; none if it is missing.</summary>
    public JsonPart this[string name]
    {
        get
        {
            if (!IsNone && !IsObject)
            {
                throw Wrong("an object");
            }

            var member = default(JsonElement);
            _ = !IsNone && element.TryGetProperty(name, out member);
            return new JsonPart(member, string.IsNullOrEmpty(path) ? name : $"{path}.{name}");
        }
    }

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("a text");

    public bool Flag() =>
        element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Wrong("true or false");

    public bool Flag(bool whenNone) => IsNone ? whenNone : Flag();

    /// <summary>A number from 0 to 2^31 - 1.</summary>
    public int Number() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Wrong("a whole number, 0 or more");

    /// <summary>A finite number, as the reference reads it.</summary>
    public double Real() =>
        element.ValueKind == JsonValueKind.Number
        && ReferenceNumber.Parse(JsonMarshal.GetRawUtf8Value(element)) is var number
        && double.IsFinite(number)
            ? number
            : throw Wrong("a number");

    public JsonPart[] Items()
    {
        if (!IsList)
        {
            throw Wrong("a list");
        }

        var items = new JsonPart[element.GetArrayLength()];
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            // All items share the path of the list: a vocabulary has hundreds of thousands of them.
            items[index++] = new JsonPart(item, path);
        }

        return items;
    }

    public IEnumerable<(string Name, JsonPart Value)> Members()
    {
        if (!IsObject)
        {
            throw Wrong("an object");
        }

        var here = path;
        return element.EnumerateObject().Select(member => (member.Name, new JsonPart(member.Value, here)));
    }

    // "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Split", ...}, {"type": "ByteLevel", ...}]}
    /// <summary>The steps of a part that may be none, one step, or a <c>Sequence</c>, which may hold sequences again.</summary>
    public IReadOnlyList<JsonPart> Steps(string listName)
    {
        if (IsNone)
        {
            return [];
        }

        if (Type != Sequence)
        {
            return [this];
        }

        AllowOnly("type", listName);
        return [.. this[listName].Items().SelectMany(item => item.Steps(listName))];
    }

    /// <exception cref="InvalidDataException">There are several.</exception>
    public JsonPart SingleStep(string listName) => Steps(listName) switch
    {
        [] => default,
        [var only] => only,
        var several => throw NotSupported($"a sequence of {string.Join(", ", several.Select(step => step.Type))}"),
    };

    /// <summary>Checks that an object has no members that are not understood.</summary>
    /// <exception cref="InvalidDataException">It has another one, which is not null.</exception>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var (name, value) in Members())
        {
            if (!names.Contains(name) && !value.IsNone)
            {
                throw this[name].NotSupported("this setting");
            }
        }
    }

    public InvalidDataException NotSupported(string what) => Problem($"{what} is not supported");

    public InvalidDataException Problem(string problem) => new(string.IsNullOrEmpty(path) ? problem : $"{path}: {problem}");

    private InvalidDataException Wrong(string expected) => Problem(IsNone ? $"{expected} is missing" : $"it should be {expected}");
}
