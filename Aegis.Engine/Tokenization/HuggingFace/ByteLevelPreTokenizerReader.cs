using Aegis.Engine.Tokenization.ByteLevel;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads the pre-tokeniser of a byte-level tokenizer.</summary>
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
