using Aegis.Engine.Files;
using Aegis.Engine.Tokenization.Unigram;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads a SentencePiece Unigram tokenizer.</summary>
internal static class UnigramReader
{
    // "model": {"type": "Unigram", "unk_id": 3, "vocab": [["<s>", 0.0], ["<pad>", 0.0], [",", -3.46], ...], "byte_fallback": false}
    public static ITextTokenizer Load(TokenizerParts parts)
    {
        var part = parts.Root["model"];
        part.AllowOnly("type", "unk_id", "vocab", "byte_fallback");
        if (part["byte_fallback"].Flag(whenNone: false))
        {
            throw part["byte_fallback"].NotSupported("byte fallback");
        }

        var pieces = ReadPieces(part["vocab"]);
        var unknownId = part["unk_id"].Number();
        if (unknownId >= pieces.Length)
        {
            throw part["unk_id"].Problem($"the vocabulary, {pieces.Length} entries, has no entry {unknownId}");
        }

        var model = new UnigramModel(pieces, unknownId);
        var steps = UnigramNormalizerReader.Read(parts.Root["normalizer"]);
        var normalized = parts.Added.Normalized.Select(token => token with { Content = TextSteps.Apply(steps, token.Content) });
        var metaspace = MetaspaceReader.Read(parts.Root["pre_tokenizer"]);
        SettingAgreement.Require(
            parts.Root["pre_tokenizer"]["prepend_scheme"],
            metaspace.Prefix != MarkPrefix.Never,
            "add_prefix_space",
            parts.Config.PrefixesSpace);
        parts.RefuseLowerCase();
        var settings = new UnigramSettings(steps, metaspace, new NormalizedTokens([.. normalized]));
        var (frame, facts) = parts.Frame(
            pieces.Length, model.Find, size => FormattableString.Invariant($"SentencePiece Unigram, {size} entries"));
        return new UnigramTextTokenizer(model, settings, new AddedTokenMatcher(parts.Added.Raw), frame, facts);
    }

    private static (string Text, double Score)[] ReadPieces(JsonPart list)
    {
        var items = list.Items();
        return items.Length > 0 ? [.. items.Select(ReadPiece)] : throw list.Problem("it is empty");

        (string Text, double Score) ReadPiece(JsonPart item) => item.Items() is [var text, var score]
            ? (text.Text(), score.Real())
            : throw list.Problem("an entry should be a text and its score");
    }
}

internal static class MetaspaceReader
{
    public static Metaspace Read(JsonPart part)
    {
        switch (part.Steps("pretokenizers"))
        {
            case [var only] when only.Type == "Metaspace":
                return ReadStep(only, splitsAtWhiteSpace: false);
            case [var white, var marks] when white.Type == "WhitespaceSplit" && marks.Type == "Metaspace":
                white.AllowOnly("type");
                return ReadStep(marks, splitsAtWhiteSpace: true);
            case var other:
                var names = other is [] ? "none" : string.Join(", ", other.Select(step => step.Type));
                throw part.NotSupported($"for Unigram, anything but Metaspace or WhitespaceSplit and Metaspace ({names})");
        }
    }

    // {"type": "Metaspace", "replacement": "▁", "add_prefix_space": true, "prepend_scheme": "always", "split": true}
    private static Metaspace ReadStep(JsonPart part, bool splitsAtWhiteSpace)
    {
        part.AllowOnly("type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep");
        return part["replacement"].Text() is [var mark] && !char.IsSurrogate(mark)
            ? new Metaspace(mark, Prefix(part), part["split"].Flag(whenNone: true), splitsAtWhiteSpace)
            : throw part["replacement"].NotSupported("anything but one character");
    }

    // Older files have add_prefix_space alone.
    private static MarkPrefix Prefix(JsonPart part)
    {
        var prefixes = part["add_prefix_space"].Flag(whenNone: true);
        return (part["prepend_scheme"].IsNone ? "always" : part["prepend_scheme"].Text()) switch
        {
            "never" => MarkPrefix.Never,
            _ when !prefixes && part["prepend_scheme"].IsNone => MarkPrefix.Never,
            var scheme when !prefixes => throw part["prepend_scheme"].Problem($"'{scheme}' goes against add_prefix_space"),
            "first" => MarkPrefix.First,
            "always" => MarkPrefix.Always,
            var other => throw part["prepend_scheme"].NotSupported($"'{other}'"),
        };
    }
}
