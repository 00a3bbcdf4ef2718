using Aegis.Engine.Files;

namespace Aegis.Engine.ModelFolders.Settings;

/// <summary><c>config.json</c>: the transformer. The graph has its shape; these members say what no graph does.</summary>
/// <param name="ModelType">The architecture, such as <c>bert</c>.</param>
/// <param name="MaxPositions">Rows of the table of positions.</param>
/// <param name="PadId">The id of padding, after which RoBERTa starts to count positions.</param>
internal sealed record TransformerConfig(string ModelType, int MaxPositions, int PadId)
{
    private static readonly string[] CountFromZero = ["bert", "distilbert", "electra", "modernbert", "qwen3"];

    /// <summary>RoBERTa and models like it give the first token the position after the id of padding: the rows before are unused.</summary>
    private static readonly string[] CountFromPadding = ["roberta", "xlm-roberta", "camembert", "mpnet"];

    private static readonly string[] Known = [.. CountFromZero, .. CountFromPadding];

    /// <summary>Rows in the table of token embeddings; null: the file does not say it.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>The limit of tokens by the table of positions.</summary>
    public int MaxTokens => CountFromPadding.Contains(ModelType) ? MaxPositions - PadId - 1 : MaxPositions;

    public static TransformerConfig Read(JsonPart root)
    {
        var type = root["model_type"].Text();
        return Known.Contains(type)
            ? new TransformerConfig(
                type, root["max_position_embeddings"].Number(), root["pad_token_id"].IsNone ? 1 : root["pad_token_id"].Number())
            {
                VocabularySize = root["vocab_size"].IsNone ? null : root["vocab_size"].Number(),
            }
            : throw root["model_type"].Problem($"'{type}' is not supported; {string.Join(", ", Known)} are");
    }
}
