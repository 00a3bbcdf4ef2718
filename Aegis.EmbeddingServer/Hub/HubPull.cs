using Aegis.Engine.ModelFolders;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>Downloads one commit of a model from the Hugging Face hub, and compares it with the checksums of the hub.</summary>
internal sealed class HubPull(HubOptions options, TimeProvider clock, TextWriter output, bool isTerminal = false)
{
    private readonly HubProgress _progress = new(output, isTerminal, clock);

    /// <summary>Keeps right files, continues a stopped pull, writes the manifest last. Without named files: <c>model.onnx</c>.</summary>
    /// <returns>Full path of the folder.</returns>
    public async Task<string> RunAsync(
        ModelReference reference, string directory, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        try
        {
            var folder = PullFolder.Open(directory, reference);
            var retry = new HubRetry(clock, _progress);
            using var client = new HubClient(options, reference, retry, clock);
            var model = await client.FindAsync(cancellationToken);
            List<string> wanted = [.. folder.Complete(HubFiles.Choose(reference.Id, model.Paths, files), model.Paths)];
            _progress.WriteLine($"{reference.Id} at {model.Sha}: {wanted.Count} files to {folder.Directory}");

            var download = new FileDownload(client, model.Sha, retry, _progress, clock);
            var pulled = new List<ManifestFile>();
            // The list grows: a graph names the files with its weights.
            for (var index = 0; index < wanted.Count; index++)
            {
                var file = wanted[index];
                var remote = await client.ProbeAsync(model.Sha, file, cancellationToken);
                var found = await folder.FindAsync(remote, cancellationToken);
                var digest = found ?? await download.RunAsync(remote, folder.PathOf(file), cancellationToken);
                _progress.WriteLine($"{file}: {HubProgress.Size(digest.Bytes)}{Note(remote, found)}");
                pulled.Add(new ManifestFile(file, digest.Bytes, digest.Sha256));
                if (HubFiles.IsGraph(file))
                {
                    wanted.AddRange(HubFiles.WeightsOf(file, folder.PathOf(file), model.Paths).Except(wanted));
                }
            }

            folder.WriteManifest(client.Page, model.Sha, model.LastModified ?? model.CreatedAt ?? clock.GetUtcNow(), pulled);
            return folder.Directory;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{directory} cannot be written: {exception.Message}", exception);
        }
    }

    private static string Note(RemoteFile remote, FileDigest? found) =>
        found is not null ? ", was there" : remote.HasChecksum ? string.Empty : ", of which the hub knows no checksum";
}
