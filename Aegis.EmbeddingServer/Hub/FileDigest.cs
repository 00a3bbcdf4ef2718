using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aegis.Engine.ModelFolders;

namespace Aegis.EmbeddingServer.Hub;

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
