using Aegis.Engine.Files;
using Aegis.Engine.Tokenization.WordPiece;

namespace Aegis.Engine.Tokenization.HuggingFace;

internal static class WordPieceReader
{
    private const int MaxWordCodePoints = 1000;

    /// <summary>Members that the model of every file has.</summary>
    public static IReadOnlyList<string> Required { get; } =
        ["unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab"];

    // "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
    //           "vocab": {"[PAD]": 0, ...}}
    public static ITextTokenizer Load(TokenizerParts parts)
    {
        var options = ReadNormalizer(parts);
        CheckPreTokenizer(parts.Root["pre_tokenizer"]);
        if (parts.Added.Normalized is [var token, ..])
        {
            throw parts.Root["added_tokens"].NotSupported(
                $"for WordPiece, a token that is matched in normalised text, as '{token.Content}' is,");
        }

        var part = parts.Root["model"];
        part.AllowOnly(["type", .. Required]);
        var entries = VocabularyReader.Read(part["vocab"]);
        if (entries.CountBy(entry => entry).FirstOrDefault(entry => entry.Value > 1).Key is { } twice)
        {
            throw part["vocab"].Problem($"'{twice}' is there twice");
        }

        if (parts.Config.Tokens.TryGetValue("unk_token", out var unknown) && unknown != part["unk_token"].Text())
        {
            throw part["unk_token"].Problem(
                $"it is '{part["unk_token"].Text()}', and '{unknown}' in {TokenizerConfig.FileName}: one of the two is wrong");
        }

        var model = new WordPieceModel(entries, ReadSettings(part));
        var (frame, facts) = parts.Frame(entries.Length, model.FindId, options.Describe);
        return new WordPieceTextTokenizer(CodePointTable.For(options), model, new AddedTokenMatcher(parts.Added.Raw), frame, facts);
    }

    /// <returns>Null for stripping accents without lower case, which no model does.</returns>
    public static BertLetters? Letters(bool lower, bool stripsAccents) => (lower, stripsAccents) switch
    {
        (true, true) => BertLetters.LowerWithoutAccents,
        (true, false) => BertLetters.Lower,
        (false, false) => BertLetters.Cased,
        (false, true) => null,
    };

    private static WordPieceSettings ReadSettings(JsonPart model)
    {
        var maxWord = model["max_input_chars_per_word"].Number();
        return maxWord is >= 1 and <= MaxWordCodePoints
            ? new WordPieceSettings(model["unk_token"].Text(), model["continuing_subword_prefix"].Text(), maxWord)
            : throw model["max_input_chars_per_word"].NotSupported($"{maxWord}, where 1 to {MaxWordCodePoints} is possible,");
    }

    // {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true}
    private static BertOptions ReadNormalizer(TokenizerParts parts)
    {
        var (only, config) = (OnlyStep(parts.Root["normalizer"], "normalizers", "BertNormalizer"), parts.Config);
        only.AllowOnly("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
        var lower = only["lowercase"].Flag();
        var stripsAccents = only["strip_accents"].Flag(whenNone: lower);
        var splitsChinese = only["handle_chinese_chars"].Flag();
        bool? usual = config.IsOfBert ? true : null;
        SettingAgreement.Require(only["lowercase"], lower, "do_lower_case", config.LowersCase, usual);
        SettingAgreement.Require(only["strip_accents"], stripsAccents, "strip_accents", config.StripsAccents, config.LowersCase ?? usual);
        SettingAgreement.Require(only["handle_chinese_chars"], splitsChinese, "tokenize_chinese_chars", config.SplitsChinese, usual);
        var letters = Letters(lower || parts.LowersCase, stripsAccents)
            ?? throw only["strip_accents"].NotSupported("stripping accents without lower case");
        return new BertOptions(letters, only["clean_text"].Flag(), splitsChinese);
    }

    private static void CheckPreTokenizer(JsonPart part) => OnlyStep(part, "pretokenizers", "BertPreTokenizer").AllowOnly("type");

    private static JsonPart OnlyStep(JsonPart part, string listName, string type)
    {
        var only = part.SingleStep(listName);
        return !only.IsNone && only.Type == type
            ? only
            : throw part.NotSupported($"for WordPiece, anything but a {type} ({(only.IsNone ? "none" : only.Type)})");
    }
}
