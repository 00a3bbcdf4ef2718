using Aegis.Engine.Files;

namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>
/// A file that holds bytes of tensors of a graph. The location is relative to the folder of the ONNX file, as the graph names it.
/// The graph reads the file up to <paramref name="MinBytes"/>, as far as it says so.
/// </summary>
internal sealed record ExternalFile(string Location, long MinBytes)
{
    /// <summary>Full path of the file; null if it lies outside of the folder of the ONNX file.</summary>
    public string? PathBeside(string onnxFile)
    {
        if (Location.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var directory = Path.GetDirectoryName(onnxFile)!;
        var path = Path.GetFullPath(Path.Combine(directory, Location));
        return path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }

    /// <returns>Why the file cannot be loaded, for a message; null if it can.</returns>
    public string? ProblemBeside(string onnxFile)
    {
        if (Location.Length == 0)
        {
            return "it keeps weights in another file, but does not name that file";
        }

        if (PathBeside(onnxFile) is not { } path)
        {
            return $"it keeps weights in {Location}, outside of its own folder: such a file is not loaded";
        }

        if (!File.Exists(path))
        {
            return $"it keeps its weights in {Location}, which is missing beside it";
        }

        if (LengthOf(path) is var bytes && bytes >= MinBytes)
        {
            return null;
        }

        var pointer = GitLfsPointer.IsAt(path) ? $": {GitLfsPointer.Explanation}" : string.Empty;
        return $"it keeps its weights in {Location}, which has {bytes} bytes of at least {MinBytes}{pointer}";
    }

    // The cache of the hub's tools has links. The length of a link is that of its text.
    private static long LengthOf(string path) =>
        (new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length;
}
