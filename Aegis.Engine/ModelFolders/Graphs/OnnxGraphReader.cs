using Aegis.Engine.Files;

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
            var reason = GitLfsPointer.IsAt(path) ? GitLfsPointer.Explanation : exception.Message;
            throw new ModelLoadException($"{path} is not an ONNX file, or not a whole one: {reason}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
