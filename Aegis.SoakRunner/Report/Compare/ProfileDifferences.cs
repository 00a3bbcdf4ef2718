using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aegis.SoakRunner.Report.Compare;

/// <summary>Differences of two profiles. A profile may change under one name, so all fields are compared.</summary>
internal static class ProfileDifferences
{
    public static IReadOnlyList<Difference> Between(SoakProfile a, SoakProfile b)
        => a.Name == b.Name ? [.. Walk(string.Empty, Node(a), Node(b))] : [new("Profile", a.Name, b.Name, false)];

    private static JsonNode? Node(SoakProfile profile) =>
        JsonSerializer.SerializeToNode(profile with { Description = string.Empty }, ReportJson.Default.SoakProfile);

    private static IEnumerable<Difference> Walk(string path, JsonNode? a, JsonNode? b) => (a, b) switch
    {
        _ when JsonNode.DeepEquals(a, b) => [],
        (JsonObject first, JsonObject second)
            => first.Select(part => part.Key)
                .Union(second.Select(part => part.Key))
                .SelectMany(name => Walk(path.Length == 0 ? name : $"{path}.{name}", first[name], second[name])),
        (JsonArray first, JsonArray second) when first.Count == second.Count
            => first.Zip(second).SelectMany((pair, index) => Walk($"{path}[{Format.Number(index)}]", pair.First, pair.Second)),
        _ => [new($"Profile, {path}", Short(a), Short(b), false)],
    };

    private static string Short(JsonNode? value) => SafeText.Cut(value?.ToJsonString() ?? "none", 80);
}
