using System.Text.Json.Serialization;

namespace Aegis.Engine.ModelFolders;

/// <summary><c>config.json</c>: the transformer.</summary>
/// <param name="ModelType">The architecture, such as <c>bert</c>.</param>
/// <param name="VocabSize">Rows of the table of token embeddings.</param>
/// <param name="MaxPositionEmbeddings">Rows of the table of positions.</param>
internal sealed record TransformerConfig(string ModelType, int VocabSize, int MaxPositionEmbeddings)
{
    /// <summary>Width of a token's vector.</summary>
    public int? HiddenSize { get; init; }

    /// <summary>The same, as DistilBERT calls it.</summary>
    public int? Dim { get; init; }

    /// <summary>The id that padding has; RoBERTa counts positions from behind it.</summary>
    public int? PadTokenId { get; init; }
}

/// <summary><c>sentence_bert_config.json</c>: the limit on tokens that counts.</summary>
internal sealed record SentenceConfig(int? MaxSeqLength = null);

/// <summary>What <c>tokenizer_config.json</c> says of the limit; 1e30 there stands for none.</summary>
internal sealed record TokenizerLimit(double? ModelMaxLength = null);

/// <summary><c>1_Pooling/config.json</c>: how a text's vector is made from its tokens'.</summary>
internal sealed record PoolingConfig(int WordEmbeddingDimension)
{
    public bool PoolingModeClsToken { get; init; }

    public bool PoolingModeMeanTokens { get; init; }

    public bool PoolingModeMaxTokens { get; init; }

    public bool PoolingModeMeanSqrtLenTokens { get; init; }

    [JsonPropertyName("pooling_mode_weightedmean_tokens")]
    public bool PoolingModeWeightedMeanTokens { get; init; }

    [JsonPropertyName("pooling_mode_lasttoken")]
    public bool PoolingModeLastToken { get; init; }

    /// <summary>False: the tokens of the prompt are left out.</summary>
    public bool? IncludePrompt { get; init; }
}

/// <summary>One entry of <c>modules.json</c>: a step of the sentence embedding.</summary>
/// <param name="Type">The class that computes it; its last part is its name.</param>
/// <param name="Path">Folder of its settings, inside the model's.</param>
internal sealed record SentenceModule(string Type, string Path = "");

/// <summary><c>config_sentence_transformers.json</c>: what is put in front of texts.</summary>
internal sealed record PromptConfig(IReadOnlyDictionary<string, string?>? Prompts = null, string? DefaultPromptName = null);
