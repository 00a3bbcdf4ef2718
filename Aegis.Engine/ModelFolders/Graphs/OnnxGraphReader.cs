namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>Reads the graph of an ONNX file.</summary>
internal static class OnnxGraphReader
{
    /// <summary>Takes a few milliseconds, whatever the size of the weights. Does not look for files beside it.</summary>
    /// <exception cref="ModelLoadException">The file is missing, unreadable or not ONNX.</exception>
    public static OnnxGraph Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return OnnxModelParser.Read(new ProtobufReader(stream, stream.Length));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelLoadException($"{path} is missing", exception);
        }
        catch (InvalidDataException exception)
        {
            var reason = IsPointer(path) ? "it is a Git LFS pointer to the file (git lfs pull fetches that)" : exception.Message;
            throw new ModelLoadException($"{path} is not an ONNX file, or not a whole one: {reason}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    // version https://git-lfs.github.com/spec/v1
    /// <summary>True if the file is a Git LFS pointer to the file that should be there.</summary>
    public static bool IsPointer(string path)
    {
        Span<byte> begin = stackalloc byte[64];
        try
        {
            using var stream = File.OpenRead(path);
            return begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)].StartsWith("version https://git-lfs"u8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
