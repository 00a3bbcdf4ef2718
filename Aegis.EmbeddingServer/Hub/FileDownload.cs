using System.Net;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>Downloads one file of a commit to <c>NAME.part</c>, which is renamed when it is complete and its checksum is right.</summary>
internal sealed class FileDownload(HubClient client, string commit, HubRetry retry, HubProgress progress, TimeProvider clock)
{
    public const string PartSuffix = ".part";

    private const int ReadBytes = 128 * 1024;

    /// <summary>Downloads the missing bytes, and replaces the target. After a cancellation the part stays for the next pull.</summary>
    /// <exception cref="HubException">The file cannot be downloaded, or differs from its description on the hub.</exception>
    public async Task<FileDigest> RunAsync(RemoteFile remote, string target, CancellationToken cancellationToken)
    {
        var part = target + PartSuffix;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        while (true)
        {
            var found = LengthOf(part);
            await retry.RunAsync(() => FetchAsync(remote, part, cancellationToken), () => LengthOf(part), cancellationToken);
            var digest = await FileDigest.OfAsync(part, cancellationToken);
            if (digest.DifferenceTo(remote) is not { } difference)
            {
                File.Move(part, target, overwrite: true);
                return digest;
            }

            File.Delete(part);
            if (found == 0)
            {
                throw new HubException($"{remote.Path} is damaged: {difference}. What came in is deleted; pull again");
            }

            // The part of an earlier pull may be of another revision.
            progress.WriteLine($"{remote.Path}: the part of an earlier pull does not fit, from the beginning again");
        }
    }

    private async Task<bool> FetchAsync(RemoteFile remote, string part, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Seek(0, SeekOrigin.End);
        if (file.Length > remote.Bytes)
        {
            file.SetLength(0);
        }

        if (file.Length == remote.Bytes)
        {
            return true;
        }

        using var response = await client.OpenAsync(commit, remote.Path, file.Length, cancellationToken);
        StartAt(file, response, remote);
        await CopyAsync(response, file, remote, cancellationToken);
        file.Flush(flushToDisk: true);
        return file.Length >= (remote.Bytes ?? 0)
            ? true
            : throw new HubException($"{remote.Path} broke off at {file.Length} of {remote.Bytes} bytes") { IsTransient = true };
    }

    // A server may send the whole file instead of the requested range.
    private static void StartAt(FileStream file, HttpResponseMessage response, RemoteFile remote)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length)
        {
            return;
        }

        file.SetLength(0);
        if (response.StatusCode is HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw new HubException($"{remote.Path}: the server did not send the rest that it was asked for") { IsTransient = true };
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream file, RemoteFile remote, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[ReadBytes];
        // More bytes than expected are not read: the checksum fails anyway.
        var expected = remote.Bytes ?? long.MaxValue;
        while (file.Length <= expected && await ReadAsync(body, buffer, remote, cancellationToken) is > 0 and var count)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            progress.Show(remote.Path, file.Length, remote.Bytes);
        }
    }

    // Only failures of reading are transient. A failure of writing would fail again.
    private async Task<int> ReadAsync(Stream body, byte[] buffer, RemoteFile remote, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).AsTask()
                .WaitAsync(HubConnection.SilenceTimeout, clock, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or TimeoutException)
        {
            throw new HubException($"{remote.Path} broke off: {exception.Message}", exception) { IsTransient = true };
        }
    }

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
