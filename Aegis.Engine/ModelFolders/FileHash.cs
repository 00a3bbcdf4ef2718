using System.Buffers;
using System.Security.Cryptography;

namespace Aegis.Engine.ModelFolders;

/// <summary>Hashes of files, in lower-case hexadecimal digits.</summary>
internal static class FileHash
{
    /// <summary><see cref="SHA256.HashData(Stream)"/> reads 4 KiB at a time, which takes longer than the hash itself.</summary>
    private const int ReadBytes = 256 * 1024;

    public static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Sha256(stream);
    }

    public static string Sha256(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(stream, CancellationToken.None, hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static void Append(Stream stream, CancellationToken cancellationToken, params ReadOnlySpan<IncrementalHash> hashes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (stream.Read(buffer) is > 0 and var count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var hash in hashes)
                {
                    hash.AppendData(buffer, 0, count);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
