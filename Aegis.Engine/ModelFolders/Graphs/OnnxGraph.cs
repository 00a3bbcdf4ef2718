namespace Aegis.Engine.ModelFolders.Graphs;

internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);

/// <summary>A model in an ONNX file without the weights: the shape of each stored tensor by its name.</summary>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyDictionary<string, long[]> Tensors,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs)
{
    private const string InputIds = "input_ids";

    private static readonly string[] DynamicOperators = ["DynamicQuantizeLinear", "DynamicQuantizeMatMul"];

    private static readonly string[] Int8Operators =
    [
        .. DynamicOperators, "MatMulInteger", "MatMulIntegerToFloat", "QLinearMatMul", "QGemm", "QAttention", "QEmbedLayerNormalization",
        // ONNX Runtime folds QuantizeLinear, MatMul and DequantizeLinear into one of these.
        "QuantizeLinear",
    ];

    private static readonly string[] FusedOperators =
    [
        "Attention", "MultiHeadAttention", "QAttention",
        "EmbedLayerNormalization", "QEmbedLayerNormalization", "SkipLayerNormalization", "BiasGelu",
    ];

    /// <summary>Operators that only convert a table.</summary>
    private static readonly string[] Conversions = ["Cast", "DequantizeLinear", "Identity"];

    /// <summary>The version of the standard operators; 0: the file names none.</summary>
    public long Opset { get; init; }

    /// <summary>The operators of all nodes, those of inner graphs and functions too.</summary>
    public IReadOnlySet<string> Operators { get; init; } = new HashSet<string>();

    /// <summary>The files that hold bytes of tensors: of initializers, of constants, of inner graphs.</summary>
    public IReadOnlyList<ExternalFile> ExternalFiles { get; init; } = [];

    /// <summary>int8 if the graph multiplies 8-bit numbers, else fp32. fp16 shows only in the output of the session.</summary>
    public Precision Precision => Uses(Int8Operators) ? Precision.Int8 : Precision.Fp32;

    /// <summary>True if the scale of the activations comes from the batch: the vector of a text then depends on its neighbours.</summary>
    public bool IsDynamicallyQuantized => Uses(DynamicOperators);

    /// <summary>True if an optimiser has fused the attention into one operator.</summary>
    public bool IsFused => Uses(FusedOperators);

    /// <summary>Shape [vocabulary, width] of the table of token embeddings; null: the graph does not show it.</summary>
    public long[]? TokenTable => TableOf("EmbedLayerNormalization", 2) ?? TableOf("Gather", 0, InputIds);

    /// <summary>Number of rows in the table of positions; null: the graph does not show it.</summary>
    public long? Positions => (TableOf("EmbedLayerNormalization", 3) ?? Tensors.FirstOrDefault(IsPositions).Value)?[0];

    private static bool IsPositions(KeyValuePair<string, long[]> tensor) =>
        tensor.Key.Contains("position_embeddings", StringComparison.Ordinal) && tensor.Value.Length == 2;

    private bool Uses(string[] operators) => operators.Any(Operators.Contains);

    // The table that the first such node reads; for Gather, the first node that looks up these indexes.
    private long[]? TableOf(string operatorName, int input, string? indexes = null)
    {
        var node = Nodes.FirstOrDefault(node => node.Operator == operatorName && node.Inputs.Count > input
            && (indexes is null || (node.Inputs.Count > 1 && SourceOf(node.Inputs[1]) == indexes)));
        return node is not null && Tensors.TryGetValue(SourceOf(node.Inputs[input]), out var shape) && shape.Length == 2 ? shape : null;
    }

    private string SourceOf(string value)
    {
        // The number of steps has a limit, because a hostile file may have a cycle.
        for (var steps = 0; steps < Nodes.Count; steps++)
        {
            var producer = Nodes.FirstOrDefault(node => node.Outputs.Contains(value));
            if (producer is not { Inputs.Count: > 0 } || !Conversions.Contains(producer.Operator))
            {
                break;
            }

            value = producer.Inputs[0];
        }

        return value;
    }
}
