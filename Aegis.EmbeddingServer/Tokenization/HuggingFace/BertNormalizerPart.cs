namespace Aegis.EmbeddingServer.Tokenization.HuggingFace;

/// <summary>Reads a <c>BertNormalizer</c>.</summary>
internal static class BertNormalizerPart
{
    // "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true}
    public static BertOptions Read(JsonPart normalizer)
    {
        normalizer = PartList.Single(normalizer, "normalizers");
        if (normalizer.IsNone || normalizer.Type != "BertNormalizer")
        {
            throw normalizer.NotSupported($"for WordPiece, anything but a BertNormalizer ({(normalizer.IsNone ? "none" : normalizer.Type)})");
        }

        normalizer.AllowOnly("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
        var lower = normalizer["lowercase"].Flag();
        return new BertOptions(
            Letters(lower, normalizer["strip_accents"].Flag(whenNone: lower), normalizer["strip_accents"]),
            normalizer["clean_text"].Flag(),
            normalizer["handle_chinese_chars"].Flag());
    }

    /// <summary>Of the four combinations, the one that no model has is not supported.</summary>
    public static BertLetters Letters(bool lower, bool stripsAccents, JsonPart stripAccents) => (lower, stripsAccents) switch
    {
        (true, true) => BertLetters.LowerWithoutAccents,
        (true, false) => BertLetters.Lower,
        (false, false) => BertLetters.Cased,
        (false, true) => throw stripAccents.NotSupported("stripping accents without lower case"),
    };
}
