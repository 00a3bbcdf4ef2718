namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads what <c>tokenizer_config.json</c> says about a <c>vocab.txt</c>.</summary>
internal static class VocabularyConfig
{
    /// <param name="config">The file; none when it is not there, which means BERT uncased.</param>
    public static VocabularyFileSettings Read(JsonPart config)
    {
        var lower = config["do_lower_case"].Flag(whenNone: true);
        var stripsAccents = config["strip_accents"].Flag(whenNone: lower);
        var letters = BertNormalizerPart.Letters(lower, stripsAccents, config["strip_accents"]);
        return new VocabularyFileSettings(
            new BertOptions(letters, CleansText: true, SplitsChinese: config["tokenize_chinese_chars"].Flag(whenNone: true)),
            TokenName(config["cls_token"]) ?? "[CLS]",
            TokenName(config["sep_token"]) ?? "[SEP]",
            TokenName(config["pad_token"]) ?? "[PAD]",
            TokenName(config["unk_token"]) ?? "[UNK]",
            TokenName(config["mask_token"]) ?? "[MASK]");
    }

    /// <summary>A token is a text, or an object with <c>content</c>.</summary>
    /// <returns>Null when it is not named.</returns>
    public static string? TokenName(JsonPart token) => token.IsNone ? null : token.IsObject ? token["content"].Text() : token.Text();
}
