using System.Globalization;
using System.Text.Json.Nodes;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>Small tokenizers of each family, and folders with a changed copy of one.</summary>
internal static class FamilyFolder
{
    public const string Uncased = "wordpiece-uncased";
    public const string Cased = "wordpiece-cased";
    public const string LowerWithAccents = "wordpiece-lower-accents";
    public const string Unigram = "unigram-e5";
    public const string Roberta = "roberta";
    public const string RobertaPrefix = "roberta-prefix";
    public const string Qwen = "qwen3";

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Data", "tokenizers");

    public static string PathOf(string family) => Path.Combine(Root, family);

    /// <summary>Writes the <c>tokenizer.json</c> of a family.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="family">Its name.</param>
    /// <param name="changes">Settings by their paths, such as <c>added_tokens.0.normalized</c>, and their JSON.</param>
    public static void WriteFamily(this TempFolder folder, string family, params (string Setting, string Value)[] changes)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(PathOf(family), "tokenizer.json")))!;
        foreach (var (setting, value) in changes)
        {
            var names = setting.Split('.');
            var parent = names[..^1].Aggregate(
                root,
                (part, name) => part is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : part[name]!);
            parent[names[^1]] = JsonNode.Parse(value);
        }

        File.WriteAllText(folder.File("tokenizer.json"), root.ToJsonString());
    }
}
