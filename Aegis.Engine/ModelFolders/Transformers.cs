namespace Aegis.Engine.ModelFolders;

/// <summary>The architectures that are known, by the <c>model_type</c> of <c>config.json</c>.</summary>
internal static class Transformers
{
    private static readonly string[] CountFromZero = ["bert", "distilbert", "electra", "modernbert", "qwen3"];

    /// <summary>RoBERTa and its kin give the first token the position behind the padding's id: so many rows of the table are lost.</summary>
    private static readonly string[] CountFromPadding = ["roberta", "xlm-roberta", "camembert", "mpnet"];

    /// <summary>For messages.</summary>
    public static string Names => string.Join(", ", [.. CountFromZero, .. CountFromPadding]);

    public static bool Knows(string modelType) => CountFromZero.Contains(modelType) || CountFromPadding.Contains(modelType);

    /// <summary>Most tokens that the table of positions has room for.</summary>
    public static int MaxTokens(TransformerConfig config) => CountFromPadding.Contains(config.ModelType)
        ? config.MaxPositionEmbeddings - (config.PadTokenId ?? 1) - 1
        : config.MaxPositionEmbeddings;
}
