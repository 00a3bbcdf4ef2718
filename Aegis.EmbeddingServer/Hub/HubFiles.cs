using System.Text.RegularExpressions;
using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.EmbeddingServer.Hub;

internal static partial class HubFiles
{
    private static readonly string[] Settings = [.. ModelFiles.Settings, "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt"];

    private static readonly string[] Graphs = ["model.onnx", "onnx/model.onnx"];

    public static bool IsGraph(string file) => file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Chooses the files, the graphs last: a folder without all its settings has no graph. Files with weights of a graph come
    /// later, because only the graph names them (<see cref="WeightsOf"/>).
    /// </summary>
    /// <exception cref="HubException">A named file or every ONNX file is missing, or a path leads out of the folder.</exception>
    public static IReadOnlyList<string> Choose(string model, IReadOnlyList<string> present, IReadOnlyList<string> named)
    {
        if (present.FirstOrDefault(LeadsAway) is { } path)
        {
            throw new HubException($"{model} has a file '{path}', which could lie outside of its folder: nothing of it is taken");
        }

        string[] graphs = [.. present.Where(IsGraph).Order(StringComparer.Ordinal)];
        if (graphs.Length == 0)
        {
            throw new HubException(
                $"{model} has no ONNX file, which the server needs; export one with: pip install \"optimum[onnxruntime]\", "
                + $"then optimum-cli export onnx --model {model} --task feature-extraction DIR, "
                + "and serve DIR with --Aegis:Model:Directory=DIR");
        }

        var available = $"it has {string.Join(", ", graphs)} (choose with --file)";
        if (named.FirstOrDefault(name => !present.Contains(name)) is { } missing)
        {
            throw new HubException($"{model} has no file '{missing}'; {available}");
        }

        IReadOnlyList<string> wanted = named.Count > 0 ? named : [.. Graphs.Where(present.Contains).Take(1)];
        if (!wanted.Any(graphs.Contains))
        {
            throw new HubException($"{model} has no {(named.Count > 0 ? "ONNX file among those of --file" : "model.onnx")}; {available}");
        }

        return [.. present.Where(IsSetting).Union(wanted.OrderBy(graphs.Contains))];
    }

    /// <summary>
    /// The files that hold weights of a downloaded graph, by the names that the graph gives them: <c>model.onnx_data</c>,
    /// <c>model.onnx.data</c>, <c>Constant_7_attr__value</c>.
    /// </summary>
    /// <exception cref="HubException">The graph cannot be read, or such a file is missing or outside of its folder.</exception>
    public static IReadOnlyList<string> WeightsOf(string graph, string path, IReadOnlyList<string> present)
    {
        try
        {
            return [.. OnnxGraphReader.Read(path).ExternalFiles.Select(file => WeightsIn(file, graph, path, present))];
        }
        catch (ModelLoadException exception)
        {
            throw new HubException(exception.Message, exception);
        }
    }

    private static string WeightsIn(ExternalFile file, string graph, string path, IReadOnlyList<string> present)
    {
        if (file.PathBeside(path) is not { } beside)
        {
            throw new HubException($"{graph} keeps weights in '{file.Location}', outside of its own folder: such a file is not taken");
        }

        var relative = Path.GetRelativePath(Path.GetDirectoryName(path)!, beside).Replace(Path.DirectorySeparatorChar, '/');
        var name = graph[..(graph.LastIndexOf('/') + 1)] + relative;
        return present.Contains(name)
            ? name
            : throw new HubException($"{graph} keeps weights in {name}, and the model has no such file: it cannot be served");
    }

    private static bool IsSetting(string file) => Settings.Contains(file) || StepSettings().IsMatch(file);

    private static bool LeadsAway(string path) =>
        path.Contains('\\', StringComparison.Ordinal)
        || path.Any(char.IsControl)
        || path.Split('/').Any(part => part is "" or "." or ".." || Drive().IsMatch(part));

    [GeneratedRegex(@"\A\w+_(Pooling|Normalize)/config\.json\z", RegexOptions.ECMAScript)]
    private static partial Regex StepSettings();

    [GeneratedRegex(@"\A[A-Za-z]:")]
    private static partial Regex Drive();
}
