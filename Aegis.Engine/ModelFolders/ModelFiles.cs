using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Tokenization.HuggingFace;

namespace Aegis.Engine.ModelFolders;

/// <summary>The files that the engine reads of a model folder, by their paths inside it.</summary>
internal static class ModelFiles
{
    public const string Transformer = "config.json";
    public const string Sentence = "sentence_bert_config.json";
    public const string Tokenizer = TokenizerLoader.TokenizerFile;
    public const string TokenizerSettings = TokenizerLoader.ConfigFile;
    public const string Vocabulary = TokenizerLoader.VocabularyFile;
    public const string Modules = "modules.json";
    public const string Pooling = "1_Pooling/config.json";
    public const string Prompts = "config_sentence_transformers.json";

    /// <summary>The files that describe a model: each can change its tokens, its limit or its vectors.</summary>
    public static IReadOnlyList<string> Settings { get; } =
        [Transformer, Sentence, Tokenizer, TokenizerSettings, Modules, Pooling, Prompts, Vocabulary];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Settings,
        .. OnnxFiles.Names,
        .. Enum.GetValues<Precision>().Select(ReferenceVectors),
    ];

    public static string ReferenceVectors(Precision precision) => $"reference-vectors.{precision.Name()}.json";
}
