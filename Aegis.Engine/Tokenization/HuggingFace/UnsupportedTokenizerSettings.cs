using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Settings of <c>tokenizer_config.json</c> that would change tokens and that no tokenizer here follows.</summary>
internal static class UnsupportedTokenizerSettings
{
    /// <summary>What these settings may say: what they mean when they are missing.</summary>
    private static readonly (string Setting, bool Value)[] Flags =
        [("do_basic_tokenize", true), ("do_subword_tokenize", true), ("split_special_tokens", false)];

    private static readonly (string Setting, string Value)[] Words =
        [("word_tokenizer_type", "basic"), ("subword_tokenizer_type", "wordpiece")];

    /// <exception cref="InvalidDataException">There is one; the message names it.</exception>
    public static void Check(JsonPart root)
    {
        foreach (var (setting, value) in Flags)
        {
            if (root[setting].Flag(whenNone: value) != value)
            {
                throw root[setting].NotSupported(value ? "false" : "true");
            }
        }

        foreach (var (setting, value) in Words)
        {
            if (!root[setting].IsNone && root[setting].Text() != value)
            {
                throw root[setting].NotSupported($"'{root[setting].Text()}'");
            }
        }

        // "never_split": ["..."], "sp_model_kwargs": {"enable_sampling": true}
        if (!root["never_split"].IsNone && root["never_split"].Items().Length > 0)
        {
            throw root["never_split"].NotSupported("a list of words that are not split");
        }

        if (!root["sp_model_kwargs"].IsNone && root["sp_model_kwargs"].Members().Any())
        {
            throw root["sp_model_kwargs"].NotSupported("anything but none");
        }

        if (!root["auto_map"].IsNone && !root["auto_map"]["AutoTokenizer"].IsNone)
        {
            throw root["auto_map"]["AutoTokenizer"].NotSupported("a tokenizer in code of the folder");
        }
    }
}
