using System.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>A file on the hub, and what is known of its content before it is downloaded.</summary>
/// <param name="Path">Its path in the model, with forward slashes.</param>
/// <param name="Bytes">Its size; null when the hub does not say.</param>
/// <param name="Sha256">Its SHA-256, which the hub knows of large files.</param>
/// <param name="GitSha1">Its SHA-1 as a git blob, which it knows of small ones.</param>
internal sealed record RemoteFile(string Path, long? Bytes, string? Sha256, string? GitSha1)
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    public bool HasChecksum => Sha256 is not null || GitSha1 is not null;

    /// <summary>Reads the headers that answer <c>HEAD {endpoint}/{id}/resolve/{commit}/{path}</c>.</summary>
    /// <remarks>
    /// A large file is a redirect with <c>x-linked-etag: "sha256"</c> and <c>x-linked-size</c>; a small one has
    /// <c>etag: "git's sha1"</c> and <c>content-length</c>. As huggingface_hub reads them.
    /// </remarks>
    public static RemoteFile From(string path, HttpResponseMessage response)
    {
        var tag = Header(response.Headers, "x-linked-etag") ?? response.Headers.ETag?.Tag;
        var digits = tag?.Trim('"').ToLowerInvariant();
        // What a redirect itself has as a body is nobody's size.
        var bytes = long.TryParse(Header(response.Headers, "x-linked-size"), out var linked) ? linked
            : response.IsSuccessStatusCode ? response.Content.Headers.ContentLength : null;
        return new RemoteFile(path, bytes, Hexadecimal(digits, Sha256Digits), Hexadecimal(digits, Sha1Digits));
    }

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.First() : null;

    private static string? Hexadecimal(string? digits, int length) => digits?.Length == length && digits.All(char.IsAsciiHexDigit) ? digits : null;
}
