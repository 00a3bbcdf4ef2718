using Aegis.EmbeddingServer.Api.Models;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine.Loading;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>Makes the order of a well-formed body, or the failure that tells the first mistake.</summary>
internal sealed class OrderRules(AegisOptions options)
{
    public const string FormatRule = "'encoding_format' must be \"float\" or \"base64\"";
    public const string TruncateRule = "'truncate' must be \"end\", \"start\" or \"none\"";
    public const string PromptRule = "'prompt_name' must be a string of valid Unicode";

    private const string Float = "float";
    private const string Base64 = "base64";

    // Other APIs write "END" or "None".
    public static readonly IReadOnlyDictionary<string, Truncation> Truncations =
        new Dictionary<string, Truncation>(StringComparer.OrdinalIgnoreCase)
    {
        ["end"] = Truncation.End,
        ["start"] = Truncation.Start,
        ["none"] = Truncation.None,
    };

    public Outcome<EmbeddingsOrder> Check(EmbeddingsBody body, ProvenModel model)
    {
        if (body.Input is not { Count: > 0 } inputs)
        {
            return InputFailures.Invalid(body.Input is null
                ? "'input' is required: a string, an array of strings or an array of token ids"
                : "'input' must not be an empty array");
        }

        var names = new ModelNames(model.Identity, options.Model.Aliases);
        if (!string.IsNullOrEmpty(body.Model) && !names.Accepts(body.Model))
        {
            return names.NotServed;
        }

        var isBase64 = Base64.Equals(body.EncodingFormat, StringComparison.OrdinalIgnoreCase);
        if (body.EncodingFormat is not null && !isBase64 && !Float.Equals(body.EncodingFormat, StringComparison.OrdinalIgnoreCase))
        {
            return Invalid(FormatRule, "encoding_format");
        }

        if (model.WidthFor(body.Dimensions) is not { } width)
        {
            return Invalid($"'dimensions' must be from 1 to {model.Dimensions}, the width of this model's vectors", "dimensions");
        }

        if (model.TokenizerFor(body.PromptName) is not { } tokenizer)
        {
            return Invalid($"'prompt_name' is no prompt of this model; {model.Prompts.Names()}", "prompt_name");
        }

        var truncation = options.Model.Truncation ?? tokenizer.DefaultTruncation;
        if (body.Truncate is not null && !Truncations.TryGetValue(body.Truncate, out truncation))
        {
            return Invalid(TruncateRule, "truncate");
        }

        // Ids of the model replace the text: a prompt would have to be among them.
        var hasPrompt = body.PromptName is not null && tokenizer != model.Tokenizer;
        if (hasPrompt && options.Api.TokenIds == TokenIdEncoding.Model && inputs.Any(input => input.TokenIds is not null))
        {
            return Invalid(
                "'prompt_name' puts a text in front of texts, and 'input' has token ids: put the prompt's ids in front of them, "
                + "or send text",
                "prompt_name");
        }

        return new EmbeddingsOrder(tokenizer, truncation, width)
        {
            Inputs = inputs,
            ModelName = string.IsNullOrEmpty(body.Model) ? null : body.Model,
            IsBase64 = isBase64,
        };
    }

    private static Failure Invalid(string message, string param) => new(FailureKind.InvalidRequest, message, param);
}
