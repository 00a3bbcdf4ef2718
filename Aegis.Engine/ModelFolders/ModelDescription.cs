using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.ModelFolders.Settings;

namespace Aegis.Engine.ModelFolders;

/// <summary>A described model folder. Created: when the model was published or its config was written, in seconds since 1970.</summary>
internal sealed record ModelDescription(string Directory, string Id, string? Organisation, long Created)
{
    /// <summary>The architecture, such as <c>bert</c>.</summary>
    public required string ModelType { get; init; }

    /// <summary>Rows in the table of token embeddings, as <c>config.json</c> has it; null: the file does not say it.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>Limit of a sequence, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>True: texts are lower-cased in front of the tokenizer.</summary>
    public bool LowersCase { get; init; }

    public required SentenceSteps Steps { get; init; }

    public ModelPrompts Prompts { get; init; } = ModelPrompts.None;

    /// <summary>The graphs, the best of each precision first; at least one.</summary>
    public required IReadOnlyList<OnnxFile> Files { get; init; }

    public ModelManifest? Manifest { get; init; }

    public string PathOf(string file) => Path.Combine(Directory, file);

    public string ReferenceVectorsFile(Precision precision) => PathOf(ModelFiles.ReferenceVectors(precision));

    public bool HasReferenceVectors(Precision precision) => File.Exists(ReferenceVectorsFile(precision));
}
