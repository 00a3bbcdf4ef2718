using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders;

/// <summary>What a model folder says of its model.</summary>
/// <param name="Directory">Full path of the folder.</param>
/// <param name="Id">The id that is served.</param>
/// <param name="Organisation">The publisher of the model; null if the folder does not name it.</param>
/// <param name="Created">
/// When the model was published, or without a manifest when its config file was written, in seconds since 1970.
/// </param>
internal sealed record ModelDescription(string Directory, string Id, string? Organisation, long Created)
{
    /// <summary>The architecture, such as <c>bert</c>.</summary>
    public required string ModelType { get; init; }

    /// <summary>Width of the vector of a token.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of rows in the table of token embeddings.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Limit of a sequence, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    public required SentenceSteps Steps { get; init; }

    public ModelPrompts Prompts { get; init; } = ModelPrompts.None;

    /// <summary>The graphs, the best of each precision first; at least one.</summary>
    public required IReadOnlyList<OnnxFile> Files { get; init; }

    public ModelManifest? Manifest { get; init; }

    public string PathOf(string file) => Path.Combine(Directory, file);

    public string ReferenceVectorsFile(Precision precision) => PathOf(ModelFiles.ReferenceVectors(precision));

    public bool HasReferenceVectors(Precision precision) => File.Exists(ReferenceVectorsFile(precision));

    /// <summary>The sha256 of the file that computes the vectors: models with other vectors have another fingerprint.</summary>
    public string Fingerprint(OnnxFile file) =>
        Manifest?.Files.FirstOrDefault(listed => listed.File == file.File)?.Sha256 ?? FileHash.Sha256(PathOf(file.File));
}
