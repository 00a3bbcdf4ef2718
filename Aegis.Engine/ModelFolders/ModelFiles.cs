using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders;

/// <summary>The files that the server reads of a model folder, by their paths in it.</summary>
internal static class ModelFiles
{
    public const string Transformer = "config.json";
    public const string Sentence = "sentence_bert_config.json";
    public const string Tokenizer = "tokenizer.json";
    public const string TokenizerSettings = "tokenizer_config.json";
    public const string Modules = "modules.json";
    public const string Pooling = "1_Pooling/config.json";
    public const string Prompts = "config_sentence_transformers.json";
    public const string Vocabulary = "vocab.txt";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Transformer, Sentence, Tokenizer, TokenizerSettings, Modules, Pooling, Prompts, Vocabulary,
        .. OnnxFiles.Names,
        .. Enum.GetValues<Precision>().Select(ReferenceVectors),
    ];

    public static string ReferenceVectors(Precision precision) => $"reference-vectors.{precision.Name()}.json";
}
