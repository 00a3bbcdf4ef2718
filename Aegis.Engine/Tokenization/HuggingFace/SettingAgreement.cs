using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>
/// Compares <c>tokenizer.json</c> with the settings beside it. transformers changes the tokenizer where the two differ, other
/// readers do not: the folder then has two sets of tokens, and nothing shows which one the model was trained with.
/// </summary>
internal static class SettingAgreement
{
    /// <summary>Compares a setting of <c>tokenizer.json</c> with the same one in <c>tokenizer_config.json</c>.</summary>
    /// <param name="part">The setting in <c>tokenizer.json</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="name">Its name in <c>tokenizer_config.json</c>.</param>
    /// <param name="said">Its value there; null: the file does not set it.</param>
    /// <param name="usual">What the <c>tokenizer_class</c> takes a missing setting for; null: it leaves the tokenizer as it is.</param>
    /// <exception cref="InvalidDataException">The values differ; the message has both.</exception>
    public static void Require(JsonPart part, bool value, string name, bool? said, bool? usual = null)
    {
        if (said is { } other && other != value)
        {
            throw part.Problem($"it is {Word(value)}, and {name} in {TokenizerConfig.FileName} is {Word(other)}: one of the two is wrong");
        }

        if (said is null && usual is { } missing && missing != value)
        {
            throw part.Problem(
                $"it is {Word(value)}, and the tokenizer_class in {TokenizerConfig.FileName} takes a missing {name} for {Word(missing)}; "
                + $"{name} in that file says which of the two holds");
        }
    }

    /// <summary>Compares the tokens of the settings with those of the tokenizer.</summary>
    /// <exception cref="InvalidDataException">A token is missing, has another id or is matched in another way.</exception>
    public static void RequireTokens(AddedTokenList added, TokenizerConfig config, Func<string, int?> idInModel)
    {
        foreach (var token in config.Listed)
        {
            var actual = added.All.FirstOrDefault(one => one.Content == token.Content);
            var id = actual?.Id ?? idInModel(token.Content);
            if (id is null || (token.Id is { } expected && expected != id))
            {
                var here = id is null ? "it is missing" : $"its id is {id}";
                var there = token.Id is { } number ? $"gives it the id {number}" : "lists it";
                throw new InvalidDataException($"added_tokens: {here} for '{token.Content}', and {token.File} {there}");
            }

            if (token.Matching is { } matching
                && (actual is null || matching != (actual.StripsLeft, actual.StripsRight, added.Normalized.Contains(actual))))
            {
                throw new InvalidDataException(
                    $"added_tokens: '{token.Content}' has another lstrip, rstrip or normalized in {token.File}, or is missing here");
            }
        }

        foreach (var (role, name) in config.Tokens)
        {
            if ((added.IdOf(name) ?? idInModel(name)) is null)
            {
                throw new InvalidDataException(
                    $"added_tokens: there is no '{name}', which is the {role} in {TokenizerConfig.FileName} or "
                    + TokenizerConfig.SpecialTokensFile);
            }
        }
    }

    /// <summary>Compares the tokens around a text with <c>add_bos_token</c> and <c>add_eos_token</c>.</summary>
    /// <exception cref="InvalidDataException">The settings ask for a token that is not there, or the other way round.</exception>
    public static void RequireEnds(JsonPart postProcessor, TokenizerConfig config, (int? First, int? Last) ends, Func<string, int?> idOf)
    {
        RequireEnd(postProcessor, "add_bos_token", config.AddsBegin, "bos_token", ends.First);
        RequireEnd(postProcessor, "add_eos_token", config.AddsEnd, "eos_token", ends.Last);

        void RequireEnd(JsonPart part, string setting, bool? adds, string role, int? actual)
        {
            var expected = config.Tokens.TryGetValue(role, out var name) ? idOf(name) : null;
            if (adds is { } said && said != (actual is not null && actual == expected))
            {
                throw part.Problem(
                    $"it {(said ? "does not add" : "adds")} the {role}, and {setting} in {TokenizerConfig.FileName} is {Word(said)}: "
                    + "one of the two is wrong");
            }
        }
    }

    private static string Word(bool value) => value ? "true" : "false";
}
