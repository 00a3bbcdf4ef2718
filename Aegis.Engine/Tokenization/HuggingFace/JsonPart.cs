using System.Runtime.InteropServices;
using System.Text.Json;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>A part of a JSON file that knows where it stands, so that what is wrong with it can be said.</summary>
/// <param name="element">The part.</param>
/// <param name="path">Where it stands, as in "normalizer.lowercase"; empty for the whole file.</param>
internal readonly struct JsonPart(JsonElement element, string? path)
{
    /// <summary>True for a part that is missing or null.</summary>
    public bool IsNone => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>True for an object.</summary>
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>True for a list.</summary>
    public bool IsList => element.ValueKind == JsonValueKind.Array;

    /// <summary>The kind of an object, <c>type</c>, as every part of a pipeline has.</summary>
    public string Type => this["type"].Text();

    /// <summary>The same part, of use after its document is gone.</summary>
    public JsonPart Kept() => new(element.Clone(), path);

    /// <summary>A member of an object; none when it is missing.</summary>
    public JsonPart this[string name]
    {
        get
        {
            if (!IsNone && element.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("an object");
            }

            var member = default(JsonElement);
            _ = !IsNone && element.TryGetProperty(name, out member);
            return new JsonPart(member, string.IsNullOrEmpty(path) ? name : $"{path}.{name}");
        }
    }

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("a text");

    public bool Flag() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Wrong("true or false");

    public bool Flag(bool whenNone) => IsNone ? whenNone : Flag();

    /// <summary>A number from 0 to 2^31 - 1.</summary>
    public int Number() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= 0 ? number : throw Wrong("a whole number, 0 or more");

    /// <summary>A finite number, as the reference reads it.</summary>
    public double Real() =>
        element.ValueKind == JsonValueKind.Number && ReferenceNumber.Parse(JsonMarshal.GetRawUtf8Value(element)) is var number && double.IsFinite(number)
            ? number
            : throw Wrong("a number");

    /// <summary>The items of a list.</summary>
    public JsonPart[] Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong("a list");
        }

        var items = new JsonPart[element.GetArrayLength()];
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            // All items of a list have its name: a vocabulary has hundreds of thousands.
            items[index++] = new JsonPart(item, path);
        }

        return items;
    }

    /// <summary>The members of an object, in their order.</summary>
    public IEnumerable<(string Name, JsonPart Value)> Members()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        var here = path;
        return element.EnumerateObject().Select(member => (member.Name, new JsonPart(member.Value, here)));
    }

    /// <summary>Sees to it that an object has no members but those that are understood.</summary>
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

    /// <summary>Says that something is not supported.</summary>
    /// <param name="what">What it is.</param>
    public InvalidDataException NotSupported(string what) => Problem($"{what} is not supported");

    /// <summary>Says what is wrong here.</summary>
    public InvalidDataException Problem(string problem) => new(string.IsNullOrEmpty(path) ? problem : $"{path}: {problem}");

    private InvalidDataException Wrong(string expected) => Problem(IsNone ? $"{expected} is missing" : $"it should be {expected}");
}
