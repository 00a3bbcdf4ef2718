using Aegis.Engine.Files;
using Aegis.Engine.Tokenization.ByteLevel;
using Aegis.Engine.Tokenization.Unicode;

namespace Aegis.Engine.Tokenization.HuggingFace;

internal static class ByteLevelReader
{
    // "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "", "end_of_word_suffix": "",
    //           "fuse_unk": false, "byte_fallback": false, "ignore_merges": false, "vocab": {"<s>": 0, ...}, "merges": [...]}
    public static ITextTokenizer Load(TokenizerParts parts)
    {
        var part = parts.Root["model"];
        CheckModel(part);
        var entries = VocabularyReader.Read(part["vocab"]);
        var vocabulary = new PieceTable(entries.Length);
        for (var id = 0; id < entries.Length; id++)
        {
            if (!vocabulary.TryAdd(entries[id], id))
            {
                throw part["vocab"].Problem($"'{entries[id]}' is there twice");
            }
        }

        var (prefixesSpace, pattern) = ByteLevelPreTokenizerReader.Read(parts.Root["pre_tokenizer"]);
        SettingAgreement.Require(
            parts.Root["pre_tokenizer"]["add_prefix_space"],
            prefixesSpace,
            "add_prefix_space",
            parts.Config.PrefixesSpace,
            parts.Config.IsOfGpt2 ? false : null);
        parts.RefuseLowerCase();
        var composes = Composes(parts.Root["normalizer"]);
        var normalized = new NormalizedTokens(Normalize(parts.Added.Normalized, composes));
        var settings = new ByteLevelSettings(composes, prefixesSpace, pattern, normalized);
        var model = new BytePairModel(
            IdsOfBytes(part["vocab"], vocabulary),
            ReadMerges(part["merges"], vocabulary),
            part["ignore_merges"].Flag(whenNone: false) ? vocabulary : null);
        var (frame, facts) = parts.Frame(
            entries.Length, vocabulary.Find, size => FormattableString.Invariant($"byte-level BPE, {size} entries"));
        return new ByteLevelTextTokenizer(model, settings, new AddedTokenMatcher(parts.Added.Raw), frame, facts);
    }

    private static void CheckModel(JsonPart model)
    {
        model.AllowOnly(
            "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
            "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges");
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
        var only = normalizer.SingleStep("normalizers");
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
        ? [.. tokens.Select(token => token with { Content = CanonicalComposition.Instance.Normalize(token.Content) })]
        : tokens;

    // If each byte has an entry, no text is unknown: the settings for unknown text do not matter.
    private static int[] IdsOfBytes(JsonPart part, PieceTable vocabulary)
    {
        var ids = new int[256];
        for (var value = 0; value < ids.Length; value++)
        {
            var found = vocabulary.TryGet([ByteAlphabet.Characters[value]], out ids[value]);
            // No UTF-8 text has the bytes C0, C1, F5 to FF.
            if (!found && value is not (0xC0 or 0xC1 or >= 0xF5))
            {
                throw part.Problem(
                    $"it has no entry for the byte 0x{value:X2}, so this is not a byte-level vocabulary; other BPE is not supported");
            }
        }

        return ids;
    }

    private static Dictionary<long, BytePairModel.Merge> ReadMerges(JsonPart list, PieceTable vocabulary)
    {
        var items = list.Items();
        var merges = new Dictionary<long, BytePairModel.Merge>(items.Length);
        for (var rank = 0; rank < items.Length; rank++)
        {
            var (left, right) = ReadMerge(items[rank]);
            // As in the reference, the last one of two equal merges counts.
            merges[BytePairModel.Pair(IdOf(left), IdOf(right))] = new BytePairModel.Merge(rank, IdOf(left + right));
        }

        return merges;

        int IdOf(string entry) => vocabulary.Find(entry) ?? throw list.Problem($"'{entry}' is not in the vocabulary");
    }

    // "Ġ t", or ["Ġ", "t"]
    private static (string Left, string Right) ReadMerge(JsonPart item)
    {
        if (item.IsList)
        {
            return item.Items() is [var first, var second]
                ? (first.Text(), second.Text())
                : throw item.Problem("a merge should be two entries");
        }

        return item.Text().Split(' ') is [var left, var right]
            ? (left, right)
            : throw item.Problem($"a merge should be two entries, '{item.Text()}' is not");
    }
}

internal static class ByteLevelPreTokenizerReader
{
    public static (bool PrefixesSpace, WordPattern Pattern) Read(JsonPart part)
    {
        switch (part.Steps("pretokenizers"))
        {
            case [var only] when only.Type == "ByteLevel":
                var (prefixes, usesRegex) = ByteLevel(only);
                return usesRegex ? (prefixes, WordPattern.Gpt2) : throw only.NotSupported("ByteLevel without words (use_regex false)");
            case [var split, var bytes] when split.Type == "Split" && bytes.Type == "ByteLevel":
                return ByteLevel(bytes) == (false, false)
                    ? (false, Split(split))
                    : throw bytes.NotSupported("after a Split, a ByteLevel with add_prefix_space or use_regex");
            case var other:
                var names = other is [] ? "none" : string.Join(", ", other.Select(step => step.Type));
                throw part.NotSupported($"for BPE, anything but ByteLevel or Split and ByteLevel ({names})");
        }
    }

    // {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true}
    private static (bool Prefixes, bool UsesRegex) ByteLevel(JsonPart part)
    {
        part.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
        return (part["add_prefix_space"].Flag(), part["use_regex"].Flag(whenNone: true));
    }

    // {"type": "Split", "pattern": {"Regex": "..."}, "behavior": "Isolated", "invert": false}
    private static WordPattern Split(JsonPart part)
    {
        part.AllowOnly("type", "pattern", "behavior", "invert");
        part["pattern"].AllowOnly("Regex");
        var pattern = part["pattern"]["Regex"];
        var found = WordPattern.Find(pattern.Text())
            ?? throw pattern.Problem($"the pattern '{pattern.Text()}' is not supported; those of GPT-2, Llama 3 and Qwen are");

        // The pattern matches all of a text, so isolating the matches and removing everything else are the same.
        var (behavior, invert) = (part["behavior"].Text(), part["invert"].Flag());
        return (behavior, invert) is ("Isolated", false) or ("Removed", true)
            ? found
            : throw part.NotSupported($"the behavior {behavior} with invert {invert}");
    }
}
