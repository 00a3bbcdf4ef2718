using Aegis.Engine.Tokenization.WordPiece;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads the settings for a <c>vocab.txt</c> from <c>tokenizer_config.json</c>.</summary>
internal static class VocabularyConfigReader
{
    /// <param name="config">The file; none means BERT uncased.</param>
    public static VocabularyFileSettings Read(JsonPart config)
    {
        var lower = config["do_lower_case"].Flag(whenNone: true);
        var stripsAccents = config["strip_accents"].Flag(whenNone: lower);
        var letters = WordPieceReader.Letters(lower, stripsAccents, config["strip_accents"]);
        return new VocabularyFileSettings(
            new BertOptions(letters, CleansText: true, SplitsChinese: config["tokenize_chinese_chars"].Flag(whenNone: true)),
            TokenName(config["cls_token"]) ?? "[CLS]",
            TokenName(config["sep_token"]) ?? "[SEP]",
            TokenName(config["pad_token"]) ?? "[PAD]",
            TokenName(config["unk_token"]) ?? "[UNK]",
            TokenName(config["mask_token"]) ?? "[MASK]");
    }

    /// <summary>A token is a text, or an object with <c>content</c>; null if it is not named.</summary>
    public static string? TokenName(JsonPart token) => token.IsNone ? null : token.IsObject ? token["content"].Text() : token.Text();
}
