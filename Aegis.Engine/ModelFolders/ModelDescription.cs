using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders;

/// <summary>Everything the server knows about a model folder before it loads a file of it.</summary>
/// <param name="Directory">Full path of the folder.</param>
/// <param name="Id">The id that is served.</param>
/// <param name="Organisation">Who published the model; null when the folder does not say.</param>
/// <param name="Created">When the model was published (without a manifest: when its config file was written), in seconds since 1970.</param>
internal sealed record ModelDescription(string Directory, string Id, string? Organisation, long Created)
{
    /// <summary>The architecture, such as <c>bert</c>.</summary>
    public required string ModelType { get; init; }

    /// <summary>Width of a token's vector.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Rows of the table of token embeddings.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Most tokens of a sequence, special tokens included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>What follows the transformer.</summary>
    public required SentenceSteps Steps { get; init; }

    /// <summary>What it wants in front of texts.</summary>
    public ModelPrompts Prompts { get; init; } = ModelPrompts.None;

    /// <summary>Its graphs, the best of each precision first; at least one.</summary>
    public required IReadOnlyList<OnnxFile> Files { get; init; }

    /// <summary>What the folder should hold; null when it does not say.</summary>
    public ModelManifest? Manifest { get; init; }

    /// <summary>Full path of a file of the folder.</summary>
    public string PathOf(string file) => Path.Combine(Directory, file);

    public string ReferenceVectorsFile(Precision precision) => PathOf(ModelFiles.ReferenceVectors(precision));

    /// <summary>True when the folder proves what a right machine computes in this precision.</summary>
    public bool HasReferenceVectors(Precision precision) => File.Exists(ReferenceVectorsFile(precision));

    /// <summary>Tells models apart whose vectors differ: the sha256 of the file that computes them.</summary>
    public string Fingerprint(OnnxFile file) =>
        Manifest?.Files.FirstOrDefault(listed => listed.File == file.File)?.Sha256 ?? FileHash.Sha256(PathOf(file.File));

}
