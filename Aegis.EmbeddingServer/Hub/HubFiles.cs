using System.Text.RegularExpressions;
using Aegis.Engine.ModelFolders;

namespace Aegis.EmbeddingServer.Hub;

internal static partial class HubFiles
{
    private static readonly string[] Settings =
    [
        ModelFiles.Transformer, ModelFiles.Sentence, ModelFiles.Tokenizer, ModelFiles.TokenizerSettings, ModelFiles.Vocabulary,
        ModelFiles.Modules, ModelFiles.Prompts, "special_tokens_map.json",
        "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt",
    ];

    private static readonly string[] Graphs = ["model.onnx", "onnx/model.onnx"];

    public static bool IsGraph(string file) => file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Chooses the files, the graphs last: a folder that is not complete has no graph.</summary>
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

        var others = present.Where(file => IsSetting(file) || wanted.Any(graph => IsDataOf(graph, file)));
        return [.. others.Union(wanted.OrderBy(graphs.Contains))];
    }

    // Weights over 2 GB are in files beside the graph: model.onnx_data, model.onnx_data_1 or model.onnx.data.
    private static bool IsDataOf(string graph, string file) =>
        file.StartsWith(graph + "_data", StringComparison.Ordinal) || file == graph + ".data";

    private static bool IsSetting(string file) => Settings.Contains(file) || PoolingSettings().IsMatch(file);

    private static bool LeadsAway(string path) =>
        path.Contains('\\', StringComparison.Ordinal)
        || path.Any(char.IsControl)
        || path.Split('/').Any(part => part is "" or "." or ".." || Drive().IsMatch(part));

    [GeneratedRegex(@"\A\w+_Pooling/config\.json\z", RegexOptions.ECMAScript)]
    private static partial Regex PoolingSettings();

    [GeneratedRegex(@"\A[A-Za-z]:")]
    private static partial Regex Drive();
}
