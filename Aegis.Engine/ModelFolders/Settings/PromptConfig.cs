using Aegis.Engine.Files;

namespace Aegis.Engine.ModelFolders.Settings;

/// <summary><c>config_sentence_transformers.json</c>: the prompts to put in front of texts, and the kind of the model.</summary>
internal sealed record PromptConfig(IReadOnlyDictionary<string, string> Prompts, string? DefaultPrompt)
{
    private const string KindOfEmbedder = "SentenceTransformer";

    public static PromptConfig None { get; } = new(new Dictionary<string, string>(), null);

    /// <summary>The similarity for which the model was trained; null: cosine, or the file does not say it.</summary>
    public string? OtherSimilarity { get; init; }

    // {"__version__": {...}, "model_type": "SentenceTransformer", "prompts": {"query": "query: "}, "default_prompt_name": null,
    //  "similarity_fn_name": "cosine"}
    public static PromptConfig Read(JsonPart root)
    {
        var kind = root["model_type"];
        if (!kind.IsNone && kind.Text() != KindOfEmbedder)
        {
            throw kind.Problem($"it is a {kind.Text()}, which gives no vectors of texts; a {KindOfEmbedder} is needed");
        }

        if (!root["truncate_dim"].IsNone)
        {
            throw root["truncate_dim"].NotSupported("a width other than the model's (requests ask for it with dimensions)");
        }

        var prompts = root["prompts"].IsNone ? [] : root["prompts"].Members();
        var similarity = root["similarity_fn_name"].IsNone ? null : root["similarity_fn_name"].Text();
        return new PromptConfig(
            prompts.ToDictionary(prompt => prompt.Name, prompt => prompt.Value.IsNone ? string.Empty : prompt.Value.Text()),
            root["default_prompt_name"].IsNone ? null : root["default_prompt_name"].Text())
        {
            OtherSimilarity = similarity == "cosine" ? null : similarity,
        };
    }
}
