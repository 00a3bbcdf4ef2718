using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.ModelFolders.Settings;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>
/// The inputs of a graph (ids, mask and, in some graphs, token types) and its output. A pooled output is one vector a text,
/// [batch, width]; others are one vector a token, [batch, sequence, width]. Half: 16-bit floating point. A width of null: only a
/// batch shows it.
/// </summary>
internal sealed record OnnxSignature(string[] Inputs, string Output, bool IsPooled, bool IsHalf, int? Width)
{
    private const string PooledOutput = "sentence_embedding";

    private static readonly string[] Required = ["input_ids", "attention_mask"];
    private static readonly string[] KnownInputs = [.. Required, "token_type_ids"];
    private static readonly string[] TokenOutputs = ["last_hidden_state", "token_embeddings"];

    /// <summary>
    /// Reads inputs and outputs of a file, or of a session. A file may leave out the type and the shape of an output, which
    /// the session then knows.
    /// </summary>
    /// <exception cref="ModelLoadException">It is not supported or does not fit; the message has what was found and expected.</exception>
    public static OnnxSignature Read(
        IReadOnlyList<OnnxValue> inputs, IReadOnlyList<OnnxValue> outputs, ModelDescription description)
    {
        var names = ReadInputs(inputs);
        string[] known = [PooledOutput, .. TokenOutputs];
        var output = known.Select(name => outputs.FirstOrDefault(output => output.Name == name)).FirstOrDefault(found => found is not null)
            ?? throw new ModelLoadException($"its outputs are {Names(outputs)}; it needs one of {string.Join(", ", known)}");
        var isPooled = output.Name == PooledOutput;
        var isFloat = output.Type is ElementType.Float or ElementType.Float16 or ElementType.Unknown;
        if (!isFloat || (output.Shape is { } shape && shape.Count != (isPooled ? 2 : 3)))
        {
            var rows = isPooled ? "batch" : "batch, sequence";
            throw new ModelLoadException($"its output {output.Name} is {output.Form}, not Float [{rows}, width]");
        }

        if (!isPooled && description.Steps.Others is { Count: > 0 } others)
        {
            throw new ModelLoadException(
                $"it gives vectors of tokens, and {SettingsNames.Modules} asks for {string.Join(", ", others)} behind the pooling, "
                + $"which only a graph with the output {PooledOutput} can hold");
        }

        if (!isPooled && description.Steps.Pooling is null)
        {
            throw new ModelLoadException(
                $"it gives vectors of tokens, and the folder does not say how they become the vector of a text: "
                + $"Aegis:Model:Pooling says it (mean, cls, max or lasttoken), or a file {SettingsNames.Pooling} "
                + "such as {\"embedding_dimension\": 384, \"pooling_mode\": \"cls\"}");
        }

        var width = output.Shape?[^1] is > 0 and var size ? (int)size : (int?)null;
        return isPooled || width is null || description.Steps.Width is not { } named || named == width
            ? new OnnxSignature(names, output.Name, isPooled, output.Type == ElementType.Float16, width)
            : throw new ModelLoadException($"its output {output.Name} is {width} wide, {description.Steps.Files[^1]} says {named}");
    }

    private static string[] ReadInputs(IReadOnlyList<OnnxValue> inputs)
    {
        if (Required.Except(inputs.Select(input => input.Name)).Any() || inputs.Any(input => !KnownInputs.Contains(input.Name)))
        {
            throw new ModelLoadException(
                $"its inputs are {Names(inputs)}; it must have {string.Join(" and ", Required)}, "
                + $"may have {KnownInputs[^1]}, and no others");
        }

        foreach (var input in inputs)
        {
            if (input.Type != ElementType.Int64)
            {
                throw new ModelLoadException($"its input {input.Name} is {input.Type}, not Int64");
            }

            if (input.Shape is { } shape && (shape.Count != 2 || shape.Any(size => size >= 0)))
            {
                throw new ModelLoadException(
                    $"its input {input.Name} is [{string.Join(", ", shape)}], not [batch, sequence] of any size: "
                    + "export it with dynamic axes");
            }
        }

        return [.. KnownInputs.Where(name => inputs.Any(input => input.Name == name))];
    }

    private static string Names(IReadOnlyList<OnnxValue> values) => string.Join(", ", values.Select(value => value.Name));
}
