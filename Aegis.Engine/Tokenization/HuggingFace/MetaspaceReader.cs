using Aegis.Engine.Tokenization.Unigram;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads the pre-tokeniser of a Unigram tokenizer.</summary>
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
