namespace Aegis.Engine.ModelFolders.Settings;

/// <summary>The settings files of a model folder, by their paths inside it.</summary>
internal static class SettingsNames
{
    public const string Transformer = "config.json";
    public const string Modules = "modules.json";
    public const string Pooling = "1_Pooling/config.json";
    public const string Prompts = "config_sentence_transformers.json";

    /// <summary>
    /// The settings of the transformer in sentence-transformers, under the names that its older classes gave the file. The first one
    /// that exists is read, as there.
    /// </summary>
    public static IReadOnlyList<string> Sentence { get; } =
    [
        "sentence_bert_config.json", "sentence_roberta_config.json", "sentence_distilbert_config.json",
        "sentence_camembert_config.json", "sentence_albert_config.json", "sentence_xlm-roberta_config.json",
        "sentence_xlnet_config.json",
    ];
}
