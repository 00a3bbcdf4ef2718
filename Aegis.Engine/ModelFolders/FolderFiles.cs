using System.Text.Json.Serialization;

namespace Aegis.Engine.ModelFolders;

/// <summary><c>config.json</c>: the transformer.</summary>
/// <param name="ModelType">The architecture, such as <c>bert</c>.</param>
/// <param name="VocabSize">Number of rows in the table of token embeddings.</param>
/// <param name="MaxPositionEmbeddings">Number of rows in the table of positions.</param>
internal sealed record TransformerConfig(string ModelType, int VocabSize, int MaxPositionEmbeddings)
{
    /// <summary>Width of the vector of a token.</summary>
    public int? HiddenSize { get; init; }

    /// <summary>DistilBERT's name for <see cref="HiddenSize"/>.</summary>
    public int? Dim { get; init; }

    /// <summary>The id of padding, after which RoBERTa starts to count positions.</summary>
    public int? PadTokenId { get; init; }
}

/// <summary><c>sentence_bert_config.json</c>: the limit of tokens, which wins over the one of the tokenizer.</summary>
internal sealed record SentenceConfig(int? MaxSeqLength = null);

/// <summary><c>tokenizer_config.json</c>: the limit of tokens; 1e30 stands for none.</summary>
internal sealed record TokenizerLimit(double? ModelMaxLength = null);

/// <summary><c>1_Pooling/config.json</c>: how the vectors of tokens become the vector of a text.</summary>
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

    /// <summary>False: the pooling leaves out the tokens of the prompt.</summary>
    public bool? IncludePrompt { get; init; }
}

/// <summary>One entry of <c>modules.json</c>: a step of the sentence embedding.</summary>
/// <param name="Type">The full name of the class that computes it.</param>
/// <param name="Path">The folder of its settings, inside the model folder.</param>
internal sealed record SentenceModule(string Type, string Path = "");

/// <summary><c>config_sentence_transformers.json</c>: the prompts to put in front of texts.</summary>
internal sealed record PromptConfig(IReadOnlyDictionary<string, string?>? Prompts = null, string? DefaultPromptName = null);
