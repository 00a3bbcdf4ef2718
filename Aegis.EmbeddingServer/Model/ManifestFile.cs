using System.Security.Cryptography;

namespace Aegis.EmbeddingServer.Model;

/// <summary>One file of a <see cref="ModelManifest"/>.</summary>
/// <param name="File">Path inside the folder, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record ManifestFile(string File, long Bytes, string Sha256)
{
    /// <summary>What is wrong with the file in <paramref name="directory"/>, in words; null when nothing is.</summary>
    public string? ProblemIn(string directory)
    {
        var path = Path.Combine(directory, File);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            if (stream.Length != Bytes)
            {
                return $"{path} has {stream.Length} bytes, {ModelManifest.FileName} says {Bytes}";
            }

            var actual = Convert.ToHexStringLower(SHA256.HashData(stream));
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
}
