using Aegis.Engine.ModelFolders;
using Aegis.Engine.ModelFolders.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>
/// The inputs of a graph (ids, mask and, in some graphs, token types) and its output. A pooled output is one vector a text,
/// [batch, width]; others are one vector a token, [batch, sequence, width]. Half: 16-bit floating point.
/// </summary>
internal sealed record OnnxSignature(string[] Inputs, string Output, bool IsPooled, bool IsHalf, int Width)
{
    private const string PooledOutput = "sentence_embedding";

    private static readonly string[] Required = ["input_ids", "attention_mask"];
    private static readonly string[] KnownInputs = [.. Required, "token_type_ids"];
    private static readonly string[] TokenOutputs = ["last_hidden_state", "token_embeddings"];

    /// <exception cref="ModelLoadException">It is not supported or does not fit; the message has what was found and expected.</exception>
    public static OnnxSignature Read(InferenceSession session, ModelDescription description)
    {
        var inputs = ReadInputs(session);
        string[] outputs = [PooledOutput, .. TokenOutputs];
        var output = outputs.FirstOrDefault(session.OutputMetadata.ContainsKey)
            ?? throw new ModelLoadException(
                $"its outputs are {string.Join(", ", session.OutputNames)}; it needs one of {string.Join(", ", outputs)}");
        var isPooled = output == PooledOutput;
        var metadata = session.OutputMetadata[output];
        var isHalf = metadata.ElementDataType == TensorElementType.Float16;
        if ((!isHalf && metadata.ElementDataType != TensorElementType.Float) || metadata.Dimensions.Length != (isPooled ? 2 : 3))
        {
            var rows = isPooled ? "batch" : "batch, sequence";
            throw new ModelLoadException(
                $"its output {output} is {metadata.ElementDataType} [{string.Join(", ", metadata.Dimensions)}], "
                + $"not Float [{rows}, {description.HiddenSize}]");
        }

        if (!isPooled && description.Steps.Others is { Count: > 0 } others)
        {
            throw new ModelLoadException(
                $"it gives vectors of tokens, and {ModelFiles.Modules} asks for {string.Join(", ", others)} behind the pooling, "
                + $"which only a graph with the output {PooledOutput} can hold");
        }

        // -1: the file does not fix the width; the trial batch shows it.
        var width = metadata.Dimensions[^1] > 0 ? metadata.Dimensions[^1] : description.HiddenSize;
        return width == description.HiddenSize || description.Steps.Others.Count > 0
            ? new OnnxSignature(inputs, output, isPooled, isHalf, width)
            : throw new ModelLoadException(
                $"its output {output} is {width} wide, the width in {ModelFiles.Transformer} is {description.HiddenSize}");
    }

    private static string[] ReadInputs(InferenceSession session)
    {
        if (Required.Any(name => !session.InputMetadata.ContainsKey(name)) || session.InputNames.Except(KnownInputs).Any())
        {
            throw new ModelLoadException(
                $"its inputs are {string.Join(", ", session.InputNames)}; it must have {string.Join(" and ", Required)}, "
                + $"may have {KnownInputs[^1]}, and no others");
        }

        var inputs = KnownInputs.Where(session.InputMetadata.ContainsKey).ToArray();
        return Array.Find(inputs, name => session.InputMetadata[name].ElementDataType != TensorElementType.Int64) is { } wrong
            ? throw new ModelLoadException($"its input {wrong} is {session.InputMetadata[wrong].ElementDataType}, not Int64")
            : inputs;
    }
}
