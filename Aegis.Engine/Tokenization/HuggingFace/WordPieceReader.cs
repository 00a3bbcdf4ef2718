using Aegis.Engine.Tokenization.WordPiece;

namespace Aegis.Engine.Tokenization.HuggingFace;

internal static class WordPieceReader
{
    private const int MaxWordCodePoints = 1000;

    // "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
    //           "vocab": {"[PAD]": 0, ...}}
    public static ITextTokenizer Load(TokenizerParts parts)
    {
        var options = ReadNormalizer(parts.Root["normalizer"]);
        CheckPreTokenizer(parts.Root["pre_tokenizer"]);
        if (parts.Added.Normalized is [var token, ..])
        {
            throw parts.Root["added_tokens"].NotSupported(
                $"for WordPiece, a token that is matched in normalised text, as '{token.Content}' is,");
        }

        var part = parts.Root["model"];
        part.AllowOnly("type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab");
        var entries = VocabularyReader.Read(part["vocab"]);
        var model = new WordPieceModel(entries, ReadSettings(part));
        var (frame, facts) = parts.Frame(entries.Length, model.FindId, options.Describe);
        return new WordPieceTextTokenizer(CodePointTable.For(options), model, new AddedTokenMatcher(parts.Added.Raw), frame, facts);
    }

    /// <summary>No model strips accents and keeps the case, so that combination is not supported.</summary>
    public static BertLetters Letters(bool lower, bool stripsAccents, JsonPart stripAccents) => (lower, stripsAccents) switch
    {
        (true, true) => BertLetters.LowerWithoutAccents,
        (true, false) => BertLetters.Lower,
        (false, false) => BertLetters.Cased,
        (false, true) => throw stripAccents.NotSupported("stripping accents without lower case"),
    };

    private static WordPieceSettings ReadSettings(JsonPart model)
    {
        var maxWord = model["max_input_chars_per_word"].Number();
        return maxWord is >= 1 and <= MaxWordCodePoints
            ? new WordPieceSettings(model["unk_token"].Text(), model["continuing_subword_prefix"].Text(), maxWord)
            : throw model["max_input_chars_per_word"].NotSupported($"{maxWord}, where 1 to {MaxWordCodePoints} is possible,");
    }

    // {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true}
    private static BertOptions ReadNormalizer(JsonPart part)
    {
        var only = OnlyStep(part, "normalizers", "BertNormalizer");
        only.AllowOnly("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
        var lower = only["lowercase"].Flag();
        return new BertOptions(
            Letters(lower, only["strip_accents"].Flag(whenNone: lower), only["strip_accents"]),
            only["clean_text"].Flag(),
            only["handle_chinese_chars"].Flag());
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
