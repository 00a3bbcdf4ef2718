using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.ModelFolders.Settings;
using Aegis.Engine.Tokenization.HuggingFace;

namespace Aegis.Engine.ModelFolders;

/// <summary>The files that the engine reads of a model folder, by their paths inside it.</summary>
internal static class ModelFiles
{
    public const string Tokenizer = TokenizerLoader.TokenizerFile;
    public const string TokenizerSettings = TokenizerConfig.FileName;
    public const string Vocabulary = TokenizerLoader.VocabularyFile;

    /// <summary>
    /// The files that describe a model: each can change its tokens, its limit or its vectors. <c>modules.json</c> may name more.
    /// </summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        SettingsNames.Transformer, .. SettingsNames.Sentence, Tokenizer, TokenizerSettings, Vocabulary,
        TokenizerConfig.SpecialTokensFile, TokenizerConfig.AddedTokensFile,
        SettingsNames.Modules, SettingsNames.Pooling, SettingsNames.Prompts,
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Settings,
        .. OnnxFiles.Names,
        .. Enum.GetValues<Precision>().Select(ReferenceVectors),
    ];

    public static string ReferenceVectors(Precision precision) => $"reference-vectors.{precision.Name()}.json";
}
