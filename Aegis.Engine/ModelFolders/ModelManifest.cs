using System.Collections.Concurrent;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.ModelFolders;

/// <summary>The <c>manifest.json</c>: the files that a model folder should hold. Created is in seconds since 1970.</summary>
internal sealed record ModelManifest(string Id, string Organisation, long Created, IReadOnlyList<ManifestFile> Files)
{
    public const string FileName = "manifest.json";

    /// <summary>Reads the manifest of a folder; null if there is none.</summary>
    public static ModelManifest? Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        return File.Exists(path) ? ModelJson.Read(path, ModelJsonContext.Default.ModelManifest, manifest => manifest.Files) : null;
    }

    /// <summary>Checks size and sha256 of every listed file. An existing file that the engine may read must be listed.</summary>
    /// <exception cref="ModelLoadException">A file differs, is missing or is not listed; the message names each.</exception>
    public void Verify(string directory, IReadOnlyList<string> read)
    {
        var listed = Files.Select(file => file.File).ToHashSet(StringComparer.Ordinal);
        var unlisted = read
            .Where(file => !listed.Contains(file) && File.Exists(Path.Combine(directory, file)))
            .Select(file => $"{Path.Combine(directory, file)} is not listed in {FileName}");
        // Without buffering, the largest first: two files have nearly all of the bytes, and each must get a core of its own.
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

/// <summary>A file, by its path with forward slashes; the sha256 in lower-case hexadecimal digits.</summary>
internal sealed record ManifestFile(string File, long Bytes, string Sha256)
{
    /// <returns>What is wrong with the file in this folder, for a message; null if nothing is.</returns>
    public string? ProblemIn(string directory)
    {
        var path = Path.Combine(directory, File);
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            if (stream.Length != Bytes)
            {
                return $"{path} has {stream.Length} bytes, {ModelManifest.FileName} says {Bytes}";
            }

            var actual = FileHash.Sha256(stream);
            return actual == Sha256 ? null : $"{path} has sha256 {actual}, {ModelManifest.FileName} says {Sha256}";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"{path} is missing";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read: {exception.Message}";
        }
    }
}
