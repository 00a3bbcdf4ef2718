using System.Buffers;
using System.Security.Cryptography;

namespace Aegis.EmbeddingServer.Model;

/// <summary>One file of a <see cref="ModelManifest"/>.</summary>
/// <param name="File">Path inside the folder, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record ManifestFile(string File, long Bytes, string Sha256)
{
    private const int ReadBytes = 256 * 1024;

    /// <summary>What is wrong with the file in <paramref name="directory"/>, in words; null when nothing is.</summary>
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

            var actual = Convert.ToHexStringLower(Hash(stream));
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

    // SHA256.HashData(Stream) reads 4 KiB at a time, which takes longer than the hash itself.
    private static byte[] Hash(FileStream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (stream.Read(buffer) is > 0 and var count)
            {
                hash.AppendData(buffer.AsSpan(0, count));
            }

            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
