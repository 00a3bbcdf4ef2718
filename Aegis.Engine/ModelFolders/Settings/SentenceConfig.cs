using Aegis.Engine.Files;

namespace Aegis.Engine.ModelFolders.Settings;

/// <summary>
/// <c>sentence_bert_config.json</c>: how sentence-transformers 2 to 6 runs the transformer. The reference takes no members but
/// these: https://github.com/huggingface/sentence-transformers/blob/main/sentence_transformers/base/modules/transformer.py
/// </summary>
internal sealed record SentenceConfig
{
    /// <summary>Arguments of the model and its tokenizer that change no vector.</summary>
    private static readonly string[] HarmlessArguments = ["trust_remote_code", "torch_dtype", "dtype", "attn_implementation", "revision"];

    private static readonly string[] Arguments =
        ["model_args", "tokenizer_args", "config_args", "model_kwargs", "processor_kwargs", "config_kwargs"];

    private static readonly string[] Unsupported = ["tokenizer_name_or_path", "query_length", "document_length", "query_expansion"];

    /// <summary>Limit of tokens; null: the tokenizer's limit counts.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>True: texts are lower-cased in front of the tokenizer.</summary>
    public bool LowersCase { get; init; }

    public static SentenceConfig Read(JsonPart root)
    {
        root.AllowOnly([
            "max_seq_length", "do_lower_case", "unpad_inputs", "transformer_task", "modality_config", "module_output_name",
            "processing_kwargs", .. Arguments, .. Unsupported]);
        foreach (var name in Unsupported.Where(name => !root[name].IsNone))
        {
            throw root[name].NotSupported("this setting");
        }

        foreach (var name in Arguments.Where(name => !root[name].IsNone))
        {
            root[name].AllowOnly(HarmlessArguments);
        }

        CheckModality(root);
        return new SentenceConfig
        {
            MaxTokens = root["max_seq_length"].IsNone ? null : root["max_seq_length"].Number(),
            LowersCase = root["do_lower_case"].Flag(whenNone: false),
        };
    }

    // "transformer_task": "feature-extraction", "module_output_name": "token_embeddings",
    // "modality_config": {"text": {"method": "forward", "method_output_name": "last_hidden_state"}}
    private static void CheckModality(JsonPart root)
    {
        RequireText(root["transformer_task"], "feature-extraction");
        RequireText(root["module_output_name"], "token_embeddings");
        if (!root["modality_config"].IsNone)
        {
            var text = root["modality_config"]["text"];
            if (text.IsNone)
            {
                throw root["modality_config"].NotSupported("a model without texts");
            }

            RequireText(text["method"], "forward");
            RequireText(text["method_output_name"], "last_hidden_state");
        }

        // "processing_kwargs": {"text": {"padding": true, "truncation": "longest_first", "max_length": 32}}
        foreach (var kind in root["processing_kwargs"].IsNone ? [] : new[] { "text", "common", "chat_template" })
        {
            var arguments = root["processing_kwargs"][kind];
            if (!arguments.IsNone && arguments.Members().Any())
            {
                throw arguments.NotSupported("anything but none");
            }
        }
    }

    private static void RequireText(JsonPart part, string expected)
    {
        if (!part.IsNone && part.Text() != expected)
        {
            throw part.NotSupported($"'{part.Text()}'");
        }
    }
}
