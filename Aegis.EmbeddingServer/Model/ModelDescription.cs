using System.Security.Cryptography;

namespace Aegis.EmbeddingServer.Model;

/// <summary>Everything the server knows about a model folder before it loads a file of it.</summary>
/// <param name="Directory">Full path of the folder.</param>
/// <param name="Id">The id that is served.</param>
/// <param name="Organisation">Who published the model; null when the folder does not say.</param>
/// <param name="Created">When the model was published (without a manifest: when its config file was written), in seconds since 1970.</param>
/// <param name="Dimensions">Width of its vectors.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="MaxTokens">Most tokens of a sequence, special tokens included.</param>
internal sealed record ModelDescription(
    string Directory,
    string Id,
    string? Organisation,
    long Created,
    int Dimensions,
    int VocabularySize,
    int MaxTokens)
{
    /// <summary>What the folder should hold; null when it does not say.</summary>
    public ModelManifest? Manifest { get; init; }

    public string VocabularyFile => Path.Combine(Directory, ModelFiles.Vocabulary);

    public string OnnxFile(Precision precision) => Path.Combine(Directory, ModelFiles.Onnx(precision));

    public string ReferenceVectorsFile(Precision precision) => Path.Combine(Directory, ModelFiles.ReferenceVectors(precision));

    /// <summary>Tells models apart whose vectors differ: the sha256 of the file that computes them.</summary>
    public string Fingerprint(Precision precision)
    {
        if (Manifest?.Files.FirstOrDefault(file => file.File == ModelFiles.Onnx(precision)) is { } listed)
        {
            return listed.Sha256;
        }

        using var stream = File.OpenRead(OnnxFile(precision));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
