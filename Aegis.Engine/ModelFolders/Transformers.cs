namespace Aegis.Engine.ModelFolders;

/// <summary>The supported architectures, by the <c>model_type</c> of <c>config.json</c>.</summary>
internal static class Transformers
{
    private static readonly string[] CountFromZero = ["bert", "distilbert", "electra", "modernbert", "qwen3"];

    /// <summary>RoBERTa and models like it give the first token the position after the id of padding: the rows before are unused.</summary>
    private static readonly string[] CountFromPadding = ["roberta", "xlm-roberta", "camembert", "mpnet"];

    public static string Names => string.Join(", ", [.. CountFromZero, .. CountFromPadding]);

    public static bool Knows(string modelType) => CountFromZero.Contains(modelType) || CountFromPadding.Contains(modelType);

    /// <summary>The limit of tokens by the table of positions.</summary>
    public static int MaxTokens(TransformerConfig config) => CountFromPadding.Contains(config.ModelType)
        ? config.MaxPositionEmbeddings - (config.PadTokenId ?? 1) - 1
        : config.MaxPositionEmbeddings;
}
