using Aegis.Engine.Tokenization.ByteLevel;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Loads a byte-level BPE tokenizer.</summary>
internal static class ByteLevelPart
{
    // "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "", "end_of_word_suffix": "", "fuse_unk": false,
    //           "byte_fallback": false, "ignore_merges": false, "vocab": {"<s>": 0, ...}, "merges": ["Ġ t", ...] or [["Ġ", "t"], ...]}
    public static ITextTokenizer Load(TokenizerParts parts)
    {
        var part = parts.Root["model"];
        CheckModel(part);
        var entries = VocabularyPart.Entries(part["vocab"]);
        var vocabulary = new PieceTable(entries.Length);
        for (var id = 0; id < entries.Length; id++)
        {
            if (!vocabulary.TryAdd(entries[id], id))
            {
                throw part["vocab"].Problem($"'{entries[id]}' is there twice");
            }
        }

        var (prefixesSpace, pattern) = ByteLevelPreTokenizerPart.Read(parts.Root["pre_tokenizer"]);
        var composes = Composes(parts.Root["normalizer"]);
        var settings = new ByteLevelSettings(composes, prefixesSpace, pattern, new NormalizedTokens(Normalize(parts.Added.Normalized, composes)));
        var model = new BytePairModel(
            IdsOfBytes(part["vocab"], vocabulary),
            MergesPart.Read(part["merges"], vocabulary),
            part["ignore_merges"].Flag(whenNone: false) ? vocabulary : null);
        var (frame, facts) = parts.Frame(entries.Length, vocabulary.Find, size => FormattableString.Invariant($"byte-level BPE, {size} entries"));
        return new ByteLevelTextTokenizer(model, settings, new AddedTokenMatcher(parts.Added.Raw), frame, facts);
    }

    private static void CheckModel(JsonPart model)
    {
        model.AllowOnly(
            "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges");
        foreach (var name in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (!model[name].IsNone && model[name].Text().Length > 0)
            {
                throw model[name].NotSupported("anything but none");
            }
        }

        if (!model["dropout"].IsNone && model["dropout"].Real() != 0)
        {
            throw model["dropout"].NotSupported("dropout");
        }
    }

    private static bool Composes(JsonPart normalizer)
    {
        var only = PartList.Single(normalizer, "normalizers");
        if (only.IsNone)
        {
            return false;
        }

        if (only.Type != "NFC")
        {
            throw normalizer.Problem($"for BPE, the normalizer '{only.Type}' is not supported; none and NFC are");
        }

        only.AllowOnly("type");
        return true;
    }

    private static IReadOnlyList<AddedToken> Normalize(IReadOnlyList<AddedToken> tokens, bool composes) => composes
        ? [.. tokens.Select(token => CanonicalComposition.Instance.TryNormalize(token.Content, out var content) ? token with { Content = content } : token)]
        : tokens;

    // With all of them, no text is unknown: what the model says about unknown ones does not matter.
    private static int[] IdsOfBytes(JsonPart part, PieceTable vocabulary)
    {
        var ids = new int[256];
        for (var value = 0; value < ids.Length; value++)
        {
            var found = vocabulary.TryGet([ByteAlphabet.Characters[value]], out ids[value]);
            // Bytes that no UTF-8 text has: C0, C1, F5 to FF.
            if (!found && value is not (0xC0 or 0xC1 or >= 0xF5))
            {
                throw part.Problem($"it has no entry for the byte 0x{value:X2}, so this is not a byte-level vocabulary; other BPE is not supported");
            }
        }

        return ids;
    }
}
