namespace Aegis.EmbeddingServer.Model;

/// <summary><c>config.json</c>: the transformer.</summary>
internal sealed record TransformerConfig(string ModelType, int HiddenSize, int VocabSize, int MaxPositionEmbeddings);

/// <summary><c>sentence_bert_config.json</c>: the limit on tokens that counts.</summary>
internal sealed record SentenceConfig(int MaxSeqLength);

/// <summary><c>tokenizer_config.json</c>: how text is normalised.</summary>
internal sealed record TokenizerConfig(bool DoLowerCase, bool TokenizeChineseChars = true, bool? StripAccents = null);

/// <summary><c>1_Pooling/config.json</c>: how a text's vector is made from its tokens'.</summary>
internal sealed record PoolingConfig(int WordEmbeddingDimension, bool PoolingModeMeanTokens);

/// <summary>One entry of <c>modules.json</c>: a step of the sentence embedding.</summary>
internal sealed record SentenceModule(string Type);
