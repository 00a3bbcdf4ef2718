namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Loads a WordPiece tokenizer.</summary>
internal static class WordPiecePart
{
    private const int MostWordCodePoints = 1000;

    // "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": {"[PAD]": 0, ...}}
    public static ITextTokenizer Load(TokenizerParts parts)
    {
        var options = BertNormalizerPart.Read(parts.Root["normalizer"]);
        CheckPreTokenizer(parts.Root["pre_tokenizer"]);
        if (parts.Added.Normalized is [var token, ..])
        {
            throw parts.Root["added_tokens"].NotSupported($"for WordPiece, a token that is matched in normalised text, as '{token.Content}' is,");
        }

        var part = parts.Root["model"];
        part.AllowOnly("type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab");
        var entries = VocabularyPart.Entries(part["vocab"]);
        var model = new WordPieceModel(entries, Settings(part));
        var (frame, facts) = parts.Frame(entries.Length, model.FindId, size => WordPieceDescription.Of(options, size));
        return new WordPieceTextTokenizer(CodePointTable.For(options), model, new AddedTokenMatcher(parts.Added.Raw), frame, facts);
    }

    private static WordPieceSettings Settings(JsonPart model)
    {
        var maxWord = model["max_input_chars_per_word"].Number();
        return maxWord is >= 1 and <= MostWordCodePoints
            ? new WordPieceSettings(model["unk_token"].Text(), model["continuing_subword_prefix"].Text(), maxWord)
            : throw model["max_input_chars_per_word"].NotSupported($"{maxWord}, where 1 to {MostWordCodePoints} is possible,");
    }

    private static void CheckPreTokenizer(JsonPart part)
    {
        var only = PartList.Single(part, "pretokenizers");
        if (only.IsNone || only.Type != "BertPreTokenizer")
        {
            throw part.NotSupported($"for WordPiece, anything but a BertPreTokenizer ({(only.IsNone ? "none" : only.Type)})");
        }

        only.AllowOnly("type");
    }
}
