using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aegis.Testing.Contract;

/// <summary>
/// Compares JSON with what is expected of it: the same properties in the same order, the same items, the same values.
/// An object with one of these properties stands for any value that fits:
/// <list type="bullet">
/// <item><c>{"$matches": "^[0-9]+$"}</c>: a text that the expression finds something in;</item>
/// <item><c>{"$contains": ["input[1]", "256"]}</c>: a text that has all of these in it;</item>
/// <item><c>{"$number": [1, 5]}</c>: a number within these bounds;</item>
/// <item><c>{"$each": …, "count": 3}</c>: an array of three items, each of which fits;</item>
/// <item><c>{"$orNull": …}</c>: what fits, or null;</item>
/// <item><c>{"$vector": {"like": "hello", "dimensions": 384, "base64": true}}</c>: a vector (<see cref="VectorMatcher"/>).</item>
/// </list>
/// A matcher's <c>$example</c> is what the contract's document shows in its place.
/// </summary>
internal static class JsonMatcher
{
    public const string Example = "$example";

    /// <summary>What differs, with the place where it does; null when nothing does.</summary>
    public static string? Mismatch(JsonNode? expected, JsonNode? actual, string place = "$") => expected switch
    {
        JsonObject matcher when matcher.FirstOrDefault().Key is ['$', ..] => Matcher(matcher, actual, place),
        JsonObject record => Object(record, actual, place),
        JsonArray array => Items(array, actual, place),
        _ => JsonNode.DeepEquals(expected, actual) ? null : $"{place} is {Show(actual)}, not {Show(expected)}",
    };

    private static string? Object(JsonObject expected, JsonNode? actual, string place)
    {
        var names = expected.Select(property => property.Key);
        if (actual is not JsonObject record || !names.SequenceEqual(record.Select(property => property.Key)))
        {
            return $"{place} is {Show(actual)}, not an object of {string.Join(", ", names)}";
        }

        return expected.Select(property => Mismatch(property.Value, record[property.Key], $"{place}.{property.Key}"))
            .FirstOrDefault(mismatch => mismatch is not null);
    }

    private static string? Items(JsonArray expected, JsonNode? actual, string place)
    {
        if (actual is not JsonArray array || array.Count != expected.Count)
        {
            return $"{place} is {Show(actual)}, not an array of {expected.Count} items";
        }

        return expected.Select((item, index) => Mismatch(item, array[index], $"{place}[{index}]"))
            .FirstOrDefault(mismatch => mismatch is not null);
    }

    private static string? Matcher(JsonObject matcher, JsonNode? actual, string place)
    {
        var (name, argument) = matcher.First();
        var problem = name switch
        {
            "$matches" => Text(actual) is { } text && Regex.IsMatch(text, argument!.GetValue<string>())
                ? null
                : $"does not match {Show(argument)}",
            "$contains" => Text(actual) is { } text ? Missing(argument!.AsArray(), text) : "is no text",
            "$number" => IsWithin(argument!, actual) ? null : $"is not within {Show(argument)}",
            "$each" => Items(
                new JsonArray([.. Enumerable.Range(0, matcher["count"]!.GetValue<int>()).Select(_ => argument?.DeepClone())]),
                actual,
                place),
            "$orNull" => actual is null ? null : Mismatch(argument, actual, "what is not null"),
            "$vector" => VectorMatcher.Mismatch(argument!.AsObject(), actual),
            _ => throw new InvalidOperationException($"There is no matcher {name}"),
        };
        return problem is null ? null : $"{place} {problem}; it is {Show(actual)}";
    }

    private static string? Missing(JsonArray parts, string text) => parts
        .Where(part => !text.Contains(part!.GetValue<string>(), StringComparison.Ordinal))
        .Select(part => $"does not contain {Show(part)}")
        .FirstOrDefault();

    private static bool IsWithin(JsonNode bounds, JsonNode? actual) =>
        actual?.GetValueKind() == JsonValueKind.Number
        && actual.GetValue<double>() is var number
        && number >= bounds[0]!.GetValue<double>()
        && number <= bounds[1]!.GetValue<double>();

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= 300 ? text : text[..300] + "…";
    }
}
