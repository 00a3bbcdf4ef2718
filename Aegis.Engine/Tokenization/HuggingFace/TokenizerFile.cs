namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Makes a tokenizer of a <c>tokenizer.json</c>. What it does not understand, it refuses.</summary>
internal static class TokenizerFile
{
    /// <param name="root">The file.</param>
    /// <param name="config"><c>tokenizer_config.json</c>; none when it is not there.</param>
    /// <param name="maxTokens">Most tokens of a sequence; what the file says about truncation and padding does not count.</param>
    /// <exception cref="InvalidDataException">Something is missing, wrong, or not supported.</exception>
    public static ITextTokenizer Load(JsonPart root, JsonPart config, int maxTokens)
    {
        root.AllowOnly("version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        var added = AddedTokensPart.Read(root["added_tokens"]);
        var parts = new TokenizerParts(root, config, added, maxTokens);
        return root["model"].Type switch
        {
            "WordPiece" => WordPiecePart.Load(parts),
            "Unigram" => UnigramPart.Load(parts),
            "BPE" => ByteLevelPart.Load(parts),
            var other => throw root["model"].Problem($"the tokenizer model '{other}' is not supported; WordPiece, Unigram and byte-level BPE are"),
        };
    }
}
