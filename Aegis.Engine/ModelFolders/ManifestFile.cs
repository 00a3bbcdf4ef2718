namespace Aegis.Engine.ModelFolders;

/// <summary>One file of a <see cref="ModelManifest"/>.</summary>
/// <param name="File">Path inside the folder, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record ManifestFile(string File, long Bytes, string Sha256)
{
    /// <summary>Compares the file in <paramref name="directory"/>.</summary>
    /// <returns>The difference, in words; null when there is none.</returns>
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

            var actual = FileHash.Sha256(stream);
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
