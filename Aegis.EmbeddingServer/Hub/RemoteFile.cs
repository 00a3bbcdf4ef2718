using System.Net.Http.Headers;

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
