using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>
/// The settings that transformers keeps beside a tokenizer: <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c>,
/// <c>added_tokens.json</c>, and <c>tokenizer_class</c> in <c>config.json</c>. Null: no file sets it.
/// </summary>
internal sealed record TokenizerConfig
{
    public const string FileName = "tokenizer_config.json";
    public const string SpecialTokensFile = "special_tokens_map.json";
    public const string AddedTokensFile = "added_tokens.json";
    public const string ModelFile = "config.json";

    private static readonly string[] Roles =
        ["cls_token", "sep_token", "pad_token", "unk_token", "mask_token", "bos_token", "eos_token"];

    public bool? LowersCase { get; init; }

    public bool? StripsAccents { get; init; }

    public bool? SplitsChinese { get; init; }

    /// <summary>True: a text gets a space in front, so that its first word is like any other.</summary>
    public bool? PrefixesSpace { get; init; }

    public bool? AddsBegin { get; init; }

    public bool? AddsEnd { get; init; }

    public bool? CutsStart { get; init; }

    /// <summary>The classes of transformers that the folder names, without the ending <c>Fast</c>.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The special tokens by their roles, such as <c>cls_token</c>.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; init; } = new Dictionary<string, string>();

    /// <summary>Tokens that a file lists beside those of the tokenizer's own file.</summary>
    public IReadOnlyList<ListedToken> Listed { get; init; } = [];

    /// <summary>True: a class lower-cases, strips accents and splits Chinese unless the settings say otherwise.</summary>
    public bool IsOfBert => Classes.Any(TokenizerClasses.OfBert.Contains);

    /// <summary>True: a class puts no space in front of a text unless the settings say otherwise.</summary>
    public bool IsOfGpt2 => Classes.Any(TokenizerClasses.OfGpt2.Contains);

    /// <exception cref="InvalidDataException">A file is damaged, asks for what is not supported, or contradicts another one.</exception>
    public static TokenizerConfig Read(string directory)
    {
        var ofModel = In(directory, ModelFile, TokenizerClasses.ReadModel);
        var added = In(directory, AddedTokensFile, ListedToken.ReadIds) ?? [];
        var special = In(
            directory, SpecialTokensFile, root => (Tokens: NamesIn(root), Listed: ListedToken.ReadNames(root, SpecialTokensFile)));
        var config = In(directory, FileName, ReadConfig) ?? new TokenizerConfig();
        return config with
        {
            Classes = [.. config.Classes.Union(ofModel ?? [])],
            Tokens = Merge(config.Tokens, special.Tokens ?? new Dictionary<string, string>()),
            Listed = [.. config.Listed, .. special.Listed ?? [], .. added],
        };
    }

    private static T? In<T>(string directory, string name, Func<JsonPart, T> read) =>
        JsonFile.ReadIfThere(Path.Combine(directory, name), name, read);

    private static TokenizerConfig ReadConfig(JsonPart root)
    {
        UnsupportedTokenizerSettings.Check(root);
        return new TokenizerConfig
        {
            LowersCase = FlagIn(root["do_lower_case"]),
            StripsAccents = FlagIn(root["strip_accents"]),
            SplitsChinese = FlagIn(root["tokenize_chinese_chars"]),
            PrefixesSpace = FlagIn(root["add_prefix_space"]),
            AddsBegin = FlagIn(root["add_bos_token"]),
            AddsEnd = FlagIn(root["add_eos_token"]),
            CutsStart = CutsStartIn(root["truncation_side"]),
            Classes = TokenizerClasses.Read(root["tokenizer_class"]),
            Tokens = NamesIn(root),
            Listed = [.. ListedToken.ReadDecoder(root["added_tokens_decoder"]), .. ListedToken.ReadNames(root, FileName)],
        };
    }

    private static bool? FlagIn(JsonPart part) => part.IsNone ? null : part.Flag();

    private static bool? CutsStartIn(JsonPart side) => side.IsNone ? null : side.Text() switch
    {
        "right" => false,
        "left" => true,
        var other => throw side.NotSupported($"'{other}'"),
    };

    // "cls_token": "[CLS]", or "cls_token": {"content": "[CLS]", "lstrip": false, ...}
    private static Dictionary<string, string> NamesIn(JsonPart root) => Roles
        .Where(role => !root[role].IsNone)
        .ToDictionary(role => role, role => ListedToken.NameIn(root[role]));

    private static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> config, IReadOnlyDictionary<string, string> special)
    {
        var merged = config.ToDictionary();
        foreach (var (role, token) in special)
        {
            if (!merged.TryAdd(role, token) && merged[role] != token)
            {
                throw new InvalidDataException(
                    $"{SpecialTokensFile}: {role} is '{token}', and '{merged[role]}' in {FileName}: one of the two is wrong");
            }
        }

        return merged;
    }
}
