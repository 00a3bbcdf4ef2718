using Aegis.EmbeddingServer.Inference;
using Aegis.EmbeddingServer.Model;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Api;

/// <summary>What a well-formed request may still get wrong. Each check gives the failure, or null.</summary>
internal static class EmbeddingsRequestChecks
{
    public const string FloatFormat = "float";
    public const string Base64Format = "base64";

    /// <summary>What a value of the wrong type or a wrong value is told.</summary>
    public const string FormatRule = "'encoding_format' must be \"float\" or \"base64\"";

    /// <inheritdoc cref="FormatRule"/>
    public const string TruncateRule = "'truncate' must be \"end\", \"start\" or \"none\"";

    private const string TruncateEnd = "end";
    private const string TruncateStart = "start";
    private const string TruncateNone = "none";

    /// <summary>What <c>truncate</c> may say.</summary>
    public static readonly string[] TruncateValues = [TruncateEnd, TruncateStart, TruncateNone];

    /// <inheritdoc cref="FormatRule"/>
    public const string PromptRule = "'prompt_name' must be a string of valid Unicode";

    /// <summary>Everything that can be told before tokenising.</summary>
    public static Failure? BeforeTokenizing(EmbeddingsRequest request, ModelNames names, Backend backend, TokenIdEncoding ids) =>
        Inputs(request.Input)
        ?? Model(request.Model, names)
        ?? Format(request.EncodingFormat)
        ?? Dimensions(request.Dimensions, backend.Model.Dimensions)
        ?? Truncate(request.Truncate)
        ?? Prompt(request, backend.Prompts, ids);

    /// <summary>The backend's tokenizer, with the prompt that a checked request wants in front of its texts.</summary>
    public static ITextTokenizer TokenizerFor(EmbeddingsRequest request, Backend backend) =>
        PromptedTokenizer.Around(backend.Tokenizer, backend.Prompts.TryFind(request.PromptName, out var prompt) ? prompt : string.Empty);

    /// <summary>What a checked request wants to be cut.</summary>
    public static Truncation TruncationOf(EmbeddingsRequest request, ModelOptions defaults) => request.Truncate switch
    {
        TruncateEnd => Truncation.End,
        TruncateStart => Truncation.Start,
        TruncateNone => Truncation.None,
        _ => defaults.Truncation,
    };

    /// <summary>The bound on what would go through the model.</summary>
    public static Failure? Tokens(IReadOnlyList<TokenSequence> sequences, ApiOptions limits)
    {
        var tokens = sequences.Sum(sequence => (long)sequence.Length);
        return tokens <= limits.MaxRequestTokens
            ? null
            : InputFailures.Invalid($"'input' has {tokens} tokens, at most {limits.MaxRequestTokens} are allowed in one request (Aegis:Api:MaxRequestTokens)");
    }

    private static Failure? Inputs(IReadOnlyList<EmbeddingInput>? input)
    {
        if (input is null)
        {
            return InputFailures.Invalid("'input' is required: a string, an array of strings or an array of token ids");
        }

        return input.Count > 0 ? null : InputFailures.Invalid("'input' must not be an empty array");
    }

    private static Failure? Model(string? model, ModelNames names) =>
        string.IsNullOrEmpty(model) || names.Accepts(model) ? null : names.NotServed;

    private static Failure? Format(string? format) =>
        format is null or FloatFormat or Base64Format ? null : Invalid(FormatRule, "encoding_format");

    private static Failure? Truncate(string? truncate) =>
        truncate is null || TruncateValues.Contains(truncate) ? null : Invalid(TruncateRule, "truncate");

    private static Failure? Dimensions(int? dimensions, int width) =>
        dimensions is null || (dimensions >= 1 && dimensions <= width)
            ? null
            : Invalid($"'dimensions' must be from 1 to {width}, the width of this model's vectors", "dimensions");

    // The model's ids stand for what the caller has made of its text: a prompt would have to be among them.
    private static Failure? Prompt(EmbeddingsRequest request, ModelPrompts prompts, TokenIdEncoding ids)
    {
        if (!prompts.TryFind(request.PromptName, out var prompt))
        {
            return Invalid($"'prompt_name' is no prompt of this model; {prompts.Names()}", "prompt_name");
        }

        return ids == TokenIdEncoding.Model && request.PromptName is not null && prompt.Length > 0 && request.Input!.Any(input => input.TokenIds is not null)
            ? Invalid("'prompt_name' puts a text in front of texts, and 'input' has token ids: put the prompt's ids in front of them, or send text", "prompt_name")
            : null;
    }

    private static Failure Invalid(string message, string param) => new(FailureKind.InvalidRequest, message, param);
}
