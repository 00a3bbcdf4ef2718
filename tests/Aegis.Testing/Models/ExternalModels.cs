using static Aegis.Testing.Models.OnnxBytes;

namespace Aegis.Testing.Models;

/// <summary>Graphs with one tensor in another file, at every place where a file can have tensors. They compute nothing.</summary>
internal static class ExternalModels
{
    private const int Values = 3;

    /// <summary>Length of the tensor in the other file.</summary>
    public const int Bytes = Values * sizeof(float);

    public static void Write(string path, string place, string location)
    {
        var tensor = ExternalTensor("weights", 1, Values, location);
        // SparseTensorProto { values = 1 }
        var sparse = Field(1, tensor);
        var constant = Node("Constant", [], "weights", TensorAttribute("value", tensor));
        var inner = Holding(Field(5, tensor));
        var (graph, further) = place switch
        {
            "initializer" => (Field(5, tensor), []),
            "sparse initializer" => (Field(15, sparse), []),
            "constant" => (Field(1, constant), []),
            "list of tensors" => (Field(1, Node("Other", [], "weights", Attribute("list", 10, tensor))), []),
            "sparse attribute" => (Field(1, Node("Constant", [], "weights", Attribute("sparse_value", 22, sparse))), []),
            "inner graph" => (inner, []),
            "list of graphs" => (Field(1, Node("Other", [], "out", Attribute("list", 11, Field(1, constant)))), []),
            "inner graph of an inner graph" => (Holding(inner), []),
            // ModelProto { functions = 25 }, FunctionProto { node = 7 }
            "function" => ([], Field(25, Field(7, constant))),
            // ModelProto { training_info = 20 }, TrainingInfoProto { initialization = 1 }
            "training" => ([], Field(20, Field(1, Field(5, tensor)))),
            // The last value of a field counts: the location of the bytes is the tensor again.
            "bytes in the graph" => (Field(5, [.. tensor, .. InThisFile()]), Array.Empty<byte>()),
            _ => throw new ArgumentException(place, nameof(place)),
        };
        File.WriteAllBytes(path, Model(18, [.. Field(1, Node("Identity", ["in"], "out")), .. graph], further));
    }

    /// <summary>Graphs inside of graphs.</summary>
    public static void WriteDeep(string path, int depth)
    {
        byte[] graph = Field(1, Node("Identity", ["in"], "out"));
        for (var level = 0; level < depth; level++)
        {
            graph = Holding(graph);
        }

        WriteModel(path, 18, graph);
    }

    private static byte[] Holding(byte[] graph) => Field(1, Node("If", ["condition"], "out", Attribute("then_branch", 6, graph)));
}
