namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads a <c>BertNormalizer</c>.</summary>
internal static class BertNormalizerPart
{
    // "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true}
    public static BertOptions Read(JsonPart normalizer)
    {
        var only = PartList.Single(normalizer, "normalizers");
        if (only.IsNone || only.Type != "BertNormalizer")
        {
            throw normalizer.NotSupported($"for WordPiece, anything but a BertNormalizer ({(only.IsNone ? "none" : only.Type)})");
        }

        only.AllowOnly("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
        var lower = only["lowercase"].Flag();
        return new BertOptions(
            Letters(lower, only["strip_accents"].Flag(whenNone: lower), only["strip_accents"]),
            only["clean_text"].Flag(),
            only["handle_chinese_chars"].Flag());
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
