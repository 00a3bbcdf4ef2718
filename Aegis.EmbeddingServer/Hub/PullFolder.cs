using System.Text.Json;
using System.Text.Json.Serialization;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.EmbeddingServer.Hub;

internal sealed class PullFolder(string directory, ModelReference model, IReadOnlyList<string> recorded)
{
    public string Directory => directory;

    /// <exception cref="HubException">The folder holds another model.</exception>
    public static PullFolder Open(string path, ModelReference reference)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var manifest = ReadManifest(Path.Combine(full, ModelManifest.FileName));
        var isSame = manifest is null
            || (manifest.Revision is not null && manifest.Id == reference.Name && manifest.Organisation == OrganisationOf(reference));
        return isSame
            ? new PullFolder(full, reference, [.. (manifest?.Files ?? []).Select(file => file.File)])
            : throw new HubException(
                $"{full} holds {manifest!.Organisation}/{manifest.Id}{(manifest.Revision is null ? ", which was not pulled" : "")}: "
                + "choose another folder with --output");
    }

    /// <summary>Adds the files of an earlier pull to the chosen files, so that all files are of one revision.</summary>
    /// <exception cref="HubException">The folder holds another file that the server would read.</exception>
    public IReadOnlyList<string> Complete(IReadOnlyList<string> chosen, IReadOnlyList<string> present)
    {
        string[] files = [.. chosen.Union(recorded.Where(present.Contains))];
        return ModelFiles.All.FirstOrDefault(file => !files.Contains(file) && File.Exists(PathOf(file))) is { } stranger
            ? throw new HubException(
                $"{PathOf(stranger)} does not belong to this pull, and the server would read it: delete it, "
                + "or choose another folder with --output")
            : files;
    }

    /// <returns>The digest of a file that is already right; null if the file must be downloaded.</returns>
    /// <exception cref="HubException">The folder holds another file with this name, which is not from a pull.</exception>
    public async Task<FileDigest?> FindAsync(RemoteFile remote, CancellationToken cancellationToken)
    {
        var path = PathOf(remote.Path);
        if (!remote.HasChecksum || !File.Exists(path))
        {
            return null;
        }

        var digest = await FileDigest.OfAsync(path, cancellationToken);
        return digest.DifferenceTo(remote) is not { } difference ? digest
            : recorded.Contains(remote.Path) ? null
            : throw new HubException(
                $"{path} is another file than that of {model.Id} ({difference}): delete it, or choose another folder with --output");
    }

    public string PathOf(string file) => Path.Combine(Directory, file);

    /// <summary>Marks the folder as complete.</summary>
    public void WriteManifest(string source, string commit, DateTimeOffset created, IEnumerable<ManifestFile> files)
    {
        var manifest = new PulledManifest(
            model.Name,
            OrganisationOf(model),
            created.ToUnixTimeSeconds(),
            [.. files.OrderBy(file => file.File, StringComparer.Ordinal)])
        {
            Source = source,
            Revision = commit,
        };
        var path = PathOf(ModelManifest.FileName);
        var part = path + FileDownload.PartSuffix;
        using (var stream = File.Create(part))
        {
            JsonSerializer.Serialize(stream, manifest, HubJsonContext.Default.PulledManifest);
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }

    // The hub shows its own models without an organisation.
    private static string OrganisationOf(ModelReference reference) => reference.Organisation ?? "huggingface";

    private static PulledManifest? ReadManifest(string path)
    {
        try
        {
            return File.Exists(path) ? ModelJson.Read(path, HubJsonContext.Default.PulledManifest, manifest => manifest.Files) : null;
        }
        catch (ModelLoadException exception)
        {
            throw new HubException($"{exception.Message}: choose another folder with --output", exception);
        }
    }
}

/// <summary>The manifest that a pull writes: a <see cref="ModelManifest"/> with the source of the files.</summary>
internal sealed record PulledManifest(
    string Id, string Organisation, long Created, [property: JsonPropertyOrder(1)] IReadOnlyList<ManifestFile> Files)
{
    public string? Source { get; init; }

    /// <summary>The commit of every file; null in a manifest that is not from a pull.</summary>
    public string? Revision { get; init; }
}
