using System.Runtime.InteropServices;

namespace Aegis.Testing.Models;

/// <summary>
/// A model of one table: a token's vector is its row, so that every vector can be told by hand. Eight words, two components.
/// </summary>
internal sealed record TinyModel
{
    /// <summary>Its vocabulary: special tokens, then three letters.</summary>
    public static IReadOnlyList<string> Vocabulary { get; } = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c"];

    /// <summary>Row by row.</summary>
    public float[] Table { get; init; } = [9, 9, 1, 1, 1, 0, 0, 1, 5, 5, 3, 4, -4, 3, 0, 2];

    /// <summary>Components of a row.</summary>
    public int Width { get; init; } = 2;

    public int Opset { get; init; } = 13;

    public (string Name, int Type)[] Inputs { get; init; } = [("input_ids", OnnxBytes.Int64), ("attention_mask", OnnxBytes.Int64)];

    /// <summary>Of every input; 0 is free.</summary>
    public int[] InputShape { get; init; } = [0, 0];

    public string Output { get; init; } = "last_hidden_state";

    /// <summary>True: the output is the largest value of each component, without a norm of 1.</summary>
    public bool IsPooled { get; init; }

    /// <summary>True: the width of the output depends on values in the graph, so that only a batch shows it.</summary>
    public bool HasOpenWidth { get; init; }

    /// <summary>False: the file leaves the shape of its output to ONNX Runtime.</summary>
    public bool HasOutputShape { get; init; } = true;

    public int OutputType { get; init; } = OnnxBytes.Float;

    /// <summary>The operator that looks up the rows.</summary>
    public string Lookup { get; init; } = "Gather";

    /// <summary>The file beside the graph that holds the table; null: the graph holds it.</summary>
    public string? Weights { get; init; }

    /// <summary>True: the table is the value of a node Constant, not an initializer.</summary>
    public bool HasConstant { get; init; }

    /// <summary>Writes the folder.</summary>
    /// <param name="pooling">The pooling, by its word in <c>pooling_mode</c>; null: the folder does not name it.</param>
    public TempFolder Write(string? pooling = "mean")
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("1_Pooling"));
        File.WriteAllText(
            folder.File("config.json"),
            """{"model_type":"bert","hidden_size":2,"vocab_size":8,"max_position_embeddings":16}""");
        if (pooling is not null)
        {
            File.WriteAllText(folder.File("1_Pooling/config.json"), $$"""{"embedding_dimension":2,"pooling_mode":"{{pooling}}"}""");
        }

        File.WriteAllLines(folder.File("vocab.txt"), Vocabulary);
        WriteGraph(folder.File("model.onnx"));
        return folder;
    }

    // input_ids -> Gather -> (ReduceMax over the tokens) -> (Compress, which keeps all components) -> Cast -> output
    // opset 13 is the last with axes as an attribute
    public void WriteGraph(string path)
    {
        var gathered = IsPooled ? "tokens" : "floats";
        var width = HasOpenWidth ? 0 : Width;
        int[] shape = IsPooled ? [0, width] : [0, 0, width];
        var rows = Table.Length / Width;
        var table = Weights is null ? OnnxBytes.Tensor("table", rows, Table) : OnnxBytes.ExternalTensor("table", rows, Width, Weights);
        byte[][] nodes =
        [
            .. HasConstant ? [OnnxBytes.Node("Constant", [], "table", OnnxBytes.TensorAttribute("value", table))] : Array.Empty<byte[]>(),
            OnnxBytes.Node(Lookup, ["table", Inputs[0].Name], gathered),
            .. IsPooled ? [Maximum(gathered)] : Array.Empty<byte[]>(),
            .. HasOpenWidth ? [Kept()] : Array.Empty<byte[]>(),
            OnnxBytes.Node("Cast", [HasOpenWidth ? "kept" : "floats"], Output, OnnxBytes.Attribute("to", OutputType)),
        ];
        OnnxBytes.WriteModel(path, Opset, [
            .. nodes.SelectMany(node => OnnxBytes.Field(1, node)),
            .. HasConstant ? [] : OnnxBytes.Field(5, table),
            .. HasOpenWidth ? OnnxBytes.Field(5, OnnxBytes.TrueTensor("keep", Width)) : [],
            .. Inputs.SelectMany(input => OnnxBytes.Field(11, OnnxBytes.Value(input.Name, input.Type, InputShape))),
            .. OnnxBytes.Field(12, HasOutputShape
                ? OnnxBytes.Value(Output, OutputType, shape)
                : OnnxBytes.ValueOfAnyShape(Output, OutputType)),
        ]);
        if (Weights is not null)
        {
            File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(path)!, Weights), MemoryMarshal.AsBytes(Table.AsSpan()));
        }
    }

    private byte[] Kept() => OnnxBytes.Node("Compress", ["floats", "keep"], "kept", OnnxBytes.Attribute("axis", IsPooled ? 1 : 2));

    private static byte[] Maximum(string input) => OnnxBytes.Node(
        "ReduceMax", [input], "floats", OnnxBytes.ListAttribute("axes", 1), OnnxBytes.Attribute("keepdims", 0));
}
