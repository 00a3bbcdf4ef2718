using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>
/// What a graph must be to serve in its folder, as far as its file shows that. The load applies the rules before ONNX Runtime
/// reads any weights, and <c>model inspect</c> shows them for every file.
/// </summary>
internal static class GraphRules
{
    /// <returns>Why the graph cannot be served, for a message that names the file; null if nothing shows it.</returns>
    public static string? ProblemWith(OnnxGraph graph, ModelDescription description, OnnxFile file)
    {
        var path = description.PathOf(file.File);
        return graph.ExternalFiles.Select(external => external.ProblemBeside(path)).FirstOrDefault(problem => problem is not null)
            ?? ProblemWithTables(graph, description)
            ?? ProblemWithSignature(graph, description);
    }

    private static string? ProblemWithSignature(OnnxGraph graph, ModelDescription description)
    {
        try
        {
            OnnxSignature.Read(graph.Inputs, graph.Outputs, description);
            return null;
        }
        catch (ModelLoadException exception)
        {
            return exception.Message;
        }
    }

    private static string? ProblemWithTables(OnnxGraph graph, ModelDescription description)
    {
        if (graph.TokenTable is [var rows, var width])
        {
            if (rows != description.VocabularySize)
            {
                return $"its table of token embeddings has {rows} rows, vocab_size in {ModelFiles.Transformer} is "
                    + $"{description.VocabularySize}: the file or the folder is of another model";
            }

            if (width != description.HiddenSize)
            {
                return $"its token embeddings are {width} wide, the width in {ModelFiles.Transformer} is "
                    + $"{description.HiddenSize}: the file or the folder is of another model";
            }
        }

        return graph.Positions is { } positions && positions < description.MaxTokens
            ? $"it has {positions} positions, fewer than the {description.MaxTokens} tokens that the folder allows"
            : null;
    }
}
