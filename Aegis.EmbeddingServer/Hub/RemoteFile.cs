using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Aegis.Engine.ModelFolders;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>A file on the hub. The hub gives the SHA-256 of large files and the git SHA-1 of small ones; null: not given.</summary>
internal sealed record RemoteFile(string Path, long? Bytes, string? Sha256, string? GitSha1)
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    public bool HasChecksum => Sha256 is not null || GitSha1 is not null;

    /// <summary>Reads the headers that answer <c>HEAD {endpoint}/{id}/resolve/{commit}/{path}</c>.</summary>
    /// <remarks>
    /// As huggingface_hub does. A large file is a redirect with <c>x-linked-etag: "sha256"</c> and <c>x-linked-size</c>. A small
    /// file has <c>etag: "git's sha1"</c> and <c>content-length</c>.
    /// </remarks>
    public static RemoteFile From(string path, HttpResponseMessage response)
    {
        var tag = Header(response.Headers, "x-linked-etag") ?? response.Headers.ETag?.Tag;
        var digits = tag?.Trim('"').ToLowerInvariant();
        // The content length of a redirect is not the size of the file.
        var bytes = long.TryParse(Header(response.Headers, "x-linked-size"), out var linked) ? linked
            : response.IsSuccessStatusCode ? response.Content.Headers.ContentLength : null;
        return new RemoteFile(path, bytes, Hexadecimal(digits, Sha256Digits), Hexadecimal(digits, Sha1Digits));
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;

    private static string? Hexadecimal(string? digits, int length) =>
        digits?.Length == length && digits.All(char.IsAsciiHexDigit) ? digits : null;
}

/// <summary>Size and hashes of a file, in lower-case hexadecimal digits. GitSha1 is over <c>blob SIZE\0</c> and the bytes.</summary>
internal sealed record FileDigest(long Bytes, string Sha256, string GitSha1)
{
    public static Task<FileDigest> OfAsync(string path, CancellationToken cancellationToken) =>
        Task.Run(() => Read(path, cancellationToken), cancellationToken);

    /// <summary>How the file differs from the description on the hub, for a message; null if it does not.</summary>
    public string? DifferenceTo(RemoteFile remote) =>
        remote.Bytes is { } bytes && bytes != Bytes ? $"it has {Bytes} bytes, the hub says {bytes}"
        : remote.Sha256 is { } sha256 && sha256 != Sha256 ? $"its sha256 is {Sha256}, the hub says {sha256}"
        : remote.GitSha1 is { } sha1 && sha1 != GitSha1 ? $"its git blob id is {GitSha1}, the hub says {sha1}"
        : null;

    private static FileDigest Read(string path, CancellationToken cancellationToken)
    {
        using var stream = File.OpenRead(path);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha1.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        FileHash.Append(stream, cancellationToken, sha256, sha1);
        return new FileDigest(
            stream.Length, Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(sha1.GetHashAndReset()));
    }
}
