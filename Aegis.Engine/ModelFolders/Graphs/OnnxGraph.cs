namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>One operation of a graph.</summary>
/// <param name="Operator">Its operator, such as <c>Gather</c>.</param>
/// <param name="Inputs">Names of the values that it reads.</param>
/// <param name="Outputs">Names of the values that it makes.</param>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);

/// <summary>The description of a model in an ONNX file, without the weights.</summary>
/// <param name="Opset">Version of the standard operators; 0 when the file names none.</param>
/// <param name="Nodes">Its operations.</param>
/// <param name="Tensors">Shape of each tensor that it stores, by name.</param>
/// <param name="Inputs">Names of its inputs.</param>
/// <param name="Outputs">Names of its outputs.</param>
/// <param name="ExternalFiles">Files beside it that hold some of those tensors' bytes.</param>
internal sealed record OnnxGraph(
    long Opset,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyDictionary<string, long[]> Tensors,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> ExternalFiles)
{
    private const string InputIds = "input_ids";

    private static readonly string[] DynamicOperators = ["DynamicQuantizeLinear", "DynamicQuantizeMatMul"];

    private static readonly string[] Int8Operators =
        [.. DynamicOperators, "MatMulInteger", "MatMulIntegerToFloat", "QLinearMatMul", "QGemm", "QAttention", "QEmbedLayerNormalization"];

    private static readonly string[] FusedOperators =
        ["Attention", "MultiHeadAttention", "QAttention", "EmbedLayerNormalization", "QEmbedLayerNormalization", "SkipLayerNormalization", "BiasGelu"];

    /// <summary>Operators that hand a table on: to another type, or from a scale.</summary>
    private static readonly string[] Conversions = ["Cast", "DequantizeLinear", "Identity"];

    /// <summary>int8 where it multiplies 8-bit numbers, else fp32; fp16 does not show here, only in its output.</summary>
    public Precision Precision => Uses(Int8Operators) ? Precision.Int8 : Precision.Fp32;

    /// <summary>True when the scale of its activations comes from the batch itself: a text's vector then depends on its neighbours.</summary>
    public bool IsDynamicallyQuantized => Uses(DynamicOperators);

    /// <summary>True when an optimiser has been at it: its attention is one operator already.</summary>
    public bool IsFused => Uses(FusedOperators);

    /// <summary>Shape [vocabulary, width] of the table that token ids are looked up in; null when it cannot be told.</summary>
    public long[]? TokenTable => TableOf("EmbedLayerNormalization", 2) ?? TableOf("Gather", 0, InputIds);

    /// <summary>Rows of the table of positions; null when it cannot be told.</summary>
    public long? Positions =>
        (TableOf("EmbedLayerNormalization", 3) ?? Tensors.FirstOrDefault(tensor => tensor.Key.Contains("position_embeddings", StringComparison.Ordinal) && tensor.Value.Length == 2).Value)?[0];

    private bool Uses(string[] operators) => Nodes.Any(node => operators.Contains(node.Operator));

    // The table that the first node of this kind reads; for Gather the one that looks up the given values in it.
    private long[]? TableOf(string operatorName, int input, string? indexes = null)
    {
        var node = Nodes.FirstOrDefault(node => node.Operator == operatorName && node.Inputs.Count > input
            && (indexes is null || (node.Inputs.Count > 1 && SourceOf(node.Inputs[1]) == indexes)));
        return node is not null && Tensors.TryGetValue(SourceOf(node.Inputs[input]), out var shape) && shape.Length == 2 ? shape : null;
    }

    private string SourceOf(string value)
    {
        // A hostile file may go round in a circle.
        for (var steps = 0; steps < Nodes.Count; steps++)
        {
            if (Nodes.FirstOrDefault(node => node.Outputs.Contains(value)) is not { } producer || !Conversions.Contains(producer.Operator) || producer.Inputs.Count == 0)
            {
                break;
            }

            value = producer.Inputs[0];
        }

        return value;
    }
}
