using System.Text.Json.Serialization;

namespace Aegis.Engine.ModelFolders;

/// <summary><c>config.json</c>: the transformer.</summary>
internal sealed record TransformerConfig(string ModelType, int VocabSize, int MaxPositionEmbeddings)
{
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
internal sealed record SentenceModule(string Type, string Path = "");

/// <summary><c>config_sentence_transformers.json</c>: the prompts to put in front of texts.</summary>
internal sealed record PromptConfig(IReadOnlyDictionary<string, string?>? Prompts = null, string? DefaultPromptName = null);

/// <summary>Texts with the vectors that a right machine computes for them: <c>reference-vectors.PRECISION.json</c>.</summary>
internal sealed record ReferenceVectors(IReadOnlyList<ReferenceVector> Items);

/// <summary>The vector has the width of the model and norm 1.</summary>
internal sealed record ReferenceVector(string Text, float[] Vector);
