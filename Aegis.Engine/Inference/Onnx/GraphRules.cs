using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Tokenization;

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

    /// <summary>Compares the rows of token embeddings with the tokenizer. More rows are padding, or for tokens to come.</summary>
    /// <returns>Why ids of the tokenizer would have no row, for a message that names the file; null if each has one.</returns>
    public static string? ProblemWithRows(OnnxGraph graph, ModelDescription description, ITextTokenizer tokenizer)
    {
        var rows = graph.TokenTable?[0] ?? description.VocabularySize;
        return rows < tokenizer.VocabularySize
            ? $"it has {rows} rows of token embeddings, and the tokenizer {tokenizer.VocabularySize} entries: one of the two is of another "
                + "model"
            : null;
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

    private static string? ProblemWithTables(OnnxGraph graph, ModelDescription description) =>
        graph.Positions is { } positions && positions < description.MaxTokens
            ? $"it has {positions} positions, fewer than the {description.MaxTokens} tokens that the folder allows"
            : null;
}
