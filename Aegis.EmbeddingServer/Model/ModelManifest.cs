namespace Aegis.EmbeddingServer.Model;

/// <summary>What a model folder should hold: <c>manifest.json</c> in it.</summary>
/// <param name="Id">The model's id without its organisation.</param>
/// <param name="Organisation">Who published the model; the part of its full id before the slash.</param>
/// <param name="Created">When the model was published, in seconds since 1970.</param>
/// <param name="Files">Every file of the folder but the manifest itself.</param>
internal sealed record ModelManifest(string Id, string Organisation, long Created, IReadOnlyList<ManifestFile> Files)
{
    public const string FileName = "manifest.json";

    /// <summary>Reads a folder's manifest; null when it has none.</summary>
    /// <exception cref="ModelLoadException">It is there and cannot be read.</exception>
    public static ModelManifest? Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        return File.Exists(path) ? ModelJson.Read(path, ModelJsonContext.Default.ModelManifest) : null;
    }

    /// <summary>Compares every listed file with its size and sha256.</summary>
    /// <exception cref="ModelLoadException">At least one differs or is missing; the message names each.</exception>
    public void Verify(string directory)
    {
        var problems = Files.AsParallel().AsOrdered().Select(file => file.ProblemIn(directory)).OfType<string>().ToArray();
        if (problems.Length > 0)
        {
            throw new ModelLoadException(string.Join("; ", problems));
        }
    }
}
