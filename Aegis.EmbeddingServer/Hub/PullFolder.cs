using System.Text.Json;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>The folder that a model is pulled into. Only what an earlier pull of the same model wrote is ever replaced.</summary>
internal sealed class PullFolder
{
    private readonly ModelReference _reference;
    private readonly IReadOnlyList<string> _recorded;

    private PullFolder(string directory, ModelReference reference, IReadOnlyList<string> recorded)
    {
        Directory = directory;
        _reference = reference;
        _recorded = recorded;
    }

    /// <summary>Its full path.</summary>
    public string Directory { get; }

    /// <summary>Looks at what is there.</summary>
    /// <exception cref="HubException">Another model is.</exception>
    public static PullFolder Open(string directory, ModelReference reference)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var manifest = ReadManifest(Path.Combine(full, ModelManifest.FileName));
        var isOurs = manifest is null || (manifest.Revision is not null && manifest.Id == reference.Name && manifest.Organisation == OrganisationOf(reference));
        return isOurs
            ? new PullFolder(full, reference, [.. (manifest?.Files ?? []).Select(file => file.File)])
            : throw new HubException($"{full} holds {manifest!.Organisation}/{manifest.Id}{(manifest.Revision is null ? ", which was not pulled" : "")}: choose another folder with --output");
    }

    /// <summary>Adds to the chosen files those that an earlier pull took, so that the folder has one revision only.</summary>
    /// <exception cref="HubException">The server would read something of another origin beside them.</exception>
    public IReadOnlyList<string> Complete(IReadOnlyList<string> chosen, IReadOnlyList<string> present)
    {
        string[] files = [.. chosen.Union(_recorded.Where(present.Contains))];
        return ModelFiles.All.FirstOrDefault(file => !files.Contains(file) && File.Exists(PathOf(file))) is { } stranger
            ? throw new HubException($"{PathOf(stranger)} does not belong to this pull, and the server would read it: delete it, or choose another folder with --output")
            : files;
    }

    /// <summary>Looks whether a file is there already.</summary>
    /// <returns>What it holds when it is what the hub has; null when it has to be downloaded.</returns>
    /// <exception cref="HubException">Another file of that name is there, which no pull has recorded.</exception>
    public async Task<FileDigest?> FindAsync(RemoteFile remote, CancellationToken cancellationToken)
    {
        var path = PathOf(remote.Path);
        if (!remote.HasChecksum || !File.Exists(path))
        {
            return null;
        }

        var digest = await FileDigest.OfAsync(path, cancellationToken);
        return digest.DifferenceTo(remote) is not { } difference ? digest
            : _recorded.Contains(remote.Path) ? null
            : throw new HubException($"{path} is another file than that of {_reference.Id} ({difference}): delete it, or choose another folder with --output");
    }

    public string PathOf(string file) => Path.Combine(Directory, file);

    /// <summary>Says that the folder is complete.</summary>
    public void WriteManifest(string source, string commit, DateTimeOffset created, IEnumerable<ManifestFile> files)
    {
        var manifest = new PulledManifest(
            _reference.Name,
            OrganisationOf(_reference),
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

    // The models without an organisation are the hub's own.
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
