using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aegis.EmbeddingServer.Hub;

/// <summary>What a file on disk holds.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal digits.</param>
/// <param name="GitSha1">The id that git gives such a content: SHA-1 over <c>blob SIZE\0</c> and the bytes.</param>
internal sealed record FileDigest(long Bytes, string Sha256, string GitSha1)
{
    private const int ReadBytes = 256 * 1024;

    /// <summary>Reads the whole file.</summary>
    public static async Task<FileDigest> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha1.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                sha256.AppendData(buffer, 0, count);
                sha1.AppendData(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new FileDigest(stream.Length, Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(sha1.GetHashAndReset()));
    }

    /// <summary>How it differs from what the hub says, in words; null when it does not.</summary>
    public string? DifferenceTo(RemoteFile remote) =>
        remote.Bytes is { } bytes && bytes != Bytes ? $"it has {Bytes} bytes, the hub says {bytes}"
        : remote.Sha256 is { } sha256 && sha256 != Sha256 ? $"its sha256 is {Sha256}, the hub says {sha256}"
        : remote.GitSha1 is { } sha1 && sha1 != GitSha1 ? $"its git blob id is {GitSha1}, the hub says {sha1}"
        : null;
}
