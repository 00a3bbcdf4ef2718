using System.Collections.Concurrent;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders;

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
        return File.Exists(path) ? ModelJson.Read(path, ModelJsonContext.Default.ModelManifest, manifest => manifest.Files) : null;
    }

    /// <summary>Compares every listed file with its size and sha256.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="read">Every file that the server may read, by its path in the folder: those that are there must be listed.</param>
    /// <exception cref="ModelLoadException">At least one differs, is missing or is not listed; the message names each.</exception>
    public void Verify(string directory, IReadOnlyList<string> read)
    {
        var listed = Files.Select(file => file.File).ToHashSet(StringComparer.Ordinal);
        var unlisted = read
            .Where(file => !listed.Contains(file) && File.Exists(Path.Combine(directory, file)))
            .Select(file => $"{Path.Combine(directory, file)} is not listed in {FileName}");
        // One at a time from one list, the largest first: two of the files are nearly all of the bytes.
        var found = new ConcurrentBag<string>();
        var largestFirst = Partitioner.Create(Files.OrderByDescending(file => file.Bytes), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(largestFirst, file =>
        {
            if (file.ProblemIn(directory) is { } problem)
            {
                found.Add(problem);
            }
        });
        string[] problems = [.. found.Order(StringComparer.Ordinal), .. unlisted];
        if (problems.Length > 0)
        {
            throw new ModelLoadException(string.Join("; ", problems));
        }
    }
}
