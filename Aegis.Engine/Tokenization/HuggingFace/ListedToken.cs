using System.Globalization;
using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>
/// A token that a settings file lists beside <c>tokenizer.json</c>. transformers adds it to the tokenizer if the tokenizer has no
/// such token, so that a text with it gets other ids. Null: the file does not say it.
/// </summary>
internal sealed record ListedToken(string File, string Content)
{
    public int? Id { get; init; }

    public (bool StripsLeft, bool StripsRight, bool IsNormalized)? Matching { get; init; }

    // "added_tokens_decoder": {"103": {"content": "[MASK]", "lstrip": false, "normalized": false, "rstrip": false, ...}, ...}
    public static IEnumerable<ListedToken> ReadDecoder(JsonPart decoder) =>
        decoder.IsNone ? [] : [.. decoder.Members().Select(ReadEntry)];

    // added_tokens.json: {"<mask>": 64000, ...}
    public static IReadOnlyList<ListedToken> ReadIds(JsonPart root) =>
        [.. root.Members().Select(member => new ListedToken(TokenizerConfig.AddedTokensFile, member.Name) { Id = member.Value.Number() })];

    // "additional_special_tokens": ["<query>", {"content": "<doc>", ...}], or by name: "extra_special_tokens": {"image": "<image>"}
    public static IReadOnlyList<ListedToken> ReadNames(JsonPart root, string file) =>
    [
        .. new[] { root["additional_special_tokens"], root["extra_special_tokens"] }
            .SelectMany(part => part.IsNone ? [] : part.IsList ? part.Items() : part.Members().Select(member => member.Value))
            .Select(token => new ListedToken(file, NameIn(token))),
    ];

    /// <summary>A token is a text, or an object with <c>content</c>.</summary>
    public static string NameIn(JsonPart token) => token.IsObject ? token["content"].Text() : token.Text();

    private static ListedToken ReadEntry((string Name, JsonPart Value) entry)
    {
        var (id, token) = entry;
        if (token["single_word"].Flag(whenNone: false))
        {
            throw token.NotSupported($"single_word, which '{token["content"].Text()}' has,");
        }

        return new ListedToken(TokenizerConfig.FileName, token["content"].Text())
        {
            Id = int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw token.Problem($"'{id}' is not the id of a token"),
            Matching = (
                token["lstrip"].Flag(whenNone: false),
                token["rstrip"].Flag(whenNone: false),
                token["normalized"].Flag(whenNone: !token["special"].Flag(whenNone: false))),
        };
    }
}
