namespace Aegis.Engine.Tests.ModelFolders.Settings;

/// <summary>The settings of the transformer that sentence-transformers 2 to 6 write.</summary>
public sealed class SentenceConfigTests
{
    [Theory]
    [InlineData("{}", null, false)]
    [InlineData("""{"max_seq_length":128,"do_lower_case":false}""", 128, false)]
    [InlineData("""{"max_seq_length":null,"do_lower_case":true}""", null, true)]
    [InlineData("""{"max_seq_length":8192,"model_args":{"trust_remote_code":true},"tokenizer_args":{},"config_args":null}""", 8192, false)]
    [InlineData(
        """
        {"transformer_task":"feature-extraction","module_output_name":"token_embeddings","unpad_inputs":false,
         "modality_config":{"text":{"method":"forward","method_output_name":"last_hidden_state"}},"processing_kwargs":{"image":{"a":1}}}
        """,
        null,
        false)]
    public void Read_SettingsOfAllVersions_AreUnderstood(string json, int? maxTokens, bool lowersCase) => Assert.Equal(
        new SentenceConfig { MaxTokens = maxTokens, LowersCase = lowersCase },
        SettingsText.Read(json, SentenceConfig.Read));

    [Theory]
    [InlineData("""{"surprise":1}""", "surprise")]
    [InlineData("""{"tokenizer_args":{"model_max_length":64}}""", "tokenizer_args.model_max_length")]
    [InlineData("""{"processor_kwargs":{"do_lower_case":true}}""", "processor_kwargs.do_lower_case")]
    [InlineData("""{"config_kwargs":{"position_embedding_type":"relative_key"}}""", "config_kwargs.position_embedding_type")]
    [InlineData("""{"model_args":{"add_pooling_layer":true}}""", "model_args.add_pooling_layer")]
    [InlineData("""{"tokenizer_name_or_path":"bert-base-uncased"}""", "tokenizer_name_or_path")]
    [InlineData("""{"query_length":32}""", "query_length")]
    [InlineData("""{"document_length":180}""", "document_length")]
    [InlineData("""{"query_expansion":{"length":32}}""", "query_expansion")]
    [InlineData("""{"transformer_task":"fill-mask"}""", "transformer_task")]
    [InlineData("""{"module_output_name":"sentence_embedding"}""", "module_output_name")]
    [InlineData("""{"modality_config":{"image":{"method":"forward"}}}""", "modality_config")]
    [InlineData("""{"modality_config":{"text":{"method":"get_text_features"}}}""", "modality_config.text.method")]
    [InlineData("""{"modality_config":{"text":{"method_output_name":"pooler_output"}}}""", "modality_config.text.method_output_name")]
    [InlineData("""{"processing_kwargs":{"text":{"max_length":32}}}""", "processing_kwargs.text")]
    [InlineData("""{"processing_kwargs":{"common":{"truncation":false}}}""", "processing_kwargs.common")]
    [InlineData("""{"processing_kwargs":{"chat_template":{"a":1}}}""", "processing_kwargs.chat_template")]
    [InlineData("""{"max_seq_length":"128"}""", "max_seq_length")]
    public void Read_SettingThatIsNotFollowed_IsNamed(string json, string setting) =>
        Assert.StartsWith(setting + ": ", SettingsText.Failure(json, SentenceConfig.Read), StringComparison.Ordinal);
}
