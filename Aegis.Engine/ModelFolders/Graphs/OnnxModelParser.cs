namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>
/// Parses a ModelProto. Tensors can be anywhere: initializers, attributes of nodes, the graphs of If, Loop and Scan, functions.
/// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
/// </summary>
internal sealed class OnnxModelParser
{
    private readonly HashSet<string> _operators = new(StringComparer.Ordinal);
    private readonly OnnxTensorParser _tensors = new();

    private OnnxModelParser()
    {
    }

    /// <exception cref="InvalidDataException">The bytes are not a model.</exception>
    public static OnnxGraph Read(ProtobufReader model)
    {
        var parser = new OnnxModelParser();
        var graph = parser.ReadModel(model);
        return graph with { Operators = parser._operators, ExternalFiles = parser._tensors.ExternalFiles };
    }

    // message ModelProto { GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8;
    //                      repeated FunctionProto functions = 25; }
    private OnnxGraph ReadModel(ProtobufReader model)
    {
        var opset = 0L;
        OnnxGraph? graph = null;
        while (model.Next())
        {
            switch (model.Field)
            {
                case 7:
                    graph = ReadGraph(model.Message());
                    break;
                case 8:
                    opset = Math.Max(opset, ReadOpset(model.Message()));
                    break;
                case 25:
                    ReadFunction(model.Message());
                    break;
            }
        }

        return graph is { Nodes.Count: > 0 } ? graph with { Opset = opset } : throw new InvalidDataException("it holds no graph");
    }

    // message OperatorSetIdProto { string domain = 1; int64 version = 2; } with an empty domain for the standard operators
    private static long ReadOpset(ProtobufReader opset)
    {
        var (domain, version) = (string.Empty, 0L);
        while (opset.Next())
        {
            domain = opset.Field == 1 ? opset.Text() : domain;
            version = opset.Field == 2 ? opset.Number() : version;
        }

        return domain is "" or "ai.onnx" ? version : 0;
    }

    // message FunctionProto { repeated NodeProto node = 7; }
    private void ReadFunction(ProtobufReader function)
    {
        while (function.Next())
        {
            if (function.Field == 7)
            {
                ReadNode(function.Message(), tensors: []);
            }
        }
    }

    // message GraphProto { repeated NodeProto node = 1; repeated TensorProto initializer = 5; repeated ValueInfoProto input = 11;
    //                      repeated ValueInfoProto output = 12; repeated SparseTensorProto sparse_initializer = 15; }
    private OnnxGraph ReadGraph(ProtobufReader graph)
    {
        var nodes = new List<OnnxNode>();
        var tensors = new Dictionary<string, long[]>(StringComparer.Ordinal);
        var (inputs, outputs) = (new List<OnnxValue>(), new List<OnnxValue>());
        while (graph.Next())
        {
            switch (graph.Field)
            {
                case 1:
                    nodes.Add(ReadNode(graph.Message(), tensors));
                    break;
                case 5:
                    var (name, shape) = _tensors.Read(graph.Message());
                    tensors[name] = shape;
                    break;
                case 11:
                    inputs.Add(OnnxValueParser.Read(graph.Message()));
                    break;
                case 12:
                    outputs.Add(OnnxValueParser.Read(graph.Message()));
                    break;
                case 15:
                    var (sparse, values) = _tensors.ReadSparse(graph.Message());
                    tensors[sparse] = values;
                    break;
            }
        }

        // Older files list their tensors among the inputs.
        return new OnnxGraph(nodes, tensors, [.. inputs.Where(input => !tensors.ContainsKey(input.Name))], outputs);
    }

    // message NodeProto { repeated string input = 1; repeated string output = 2; string op_type = 4;
    //                     repeated AttributeProto attribute = 5; }
    private OnnxNode ReadNode(ProtobufReader node, Dictionary<string, long[]> tensors)
    {
        var (inputs, outputs, name) = (new List<string>(), new List<string>(), string.Empty);
        long[]? constant = null;
        while (node.Next())
        {
            switch (node.Field)
            {
                case 1:
                    inputs.Add(node.Text());
                    break;
                case 2:
                    outputs.Add(node.Text());
                    break;
                case 4:
                    name = node.Text();
                    break;
                case 5:
                    constant = ReadAttribute(node.Message()) ?? constant;
                    break;
            }
        }

        _operators.Add(name);
        if (name == "Constant" && constant is not null && outputs is [var output])
        {
            tensors[output] = constant;
        }

        return new OnnxNode(name, inputs, outputs);
    }

    // message AttributeProto { TensorProto t = 5; GraphProto g = 6; repeated TensorProto tensors = 10;
    //                          repeated GraphProto graphs = 11; SparseTensorProto sparse_tensor = 22;
    //                          repeated SparseTensorProto sparse_tensors = 23; }
    private long[]? ReadAttribute(ProtobufReader attribute)
    {
        long[]? shape = null;
        while (attribute.Next())
        {
            switch (attribute.Field)
            {
                case 5 or 10:
                    shape = _tensors.Read(attribute.Message()).Shape;
                    break;
                case 6 or 11:
                    ReadGraph(attribute.Message());
                    break;
                case 22 or 23:
                    _tensors.ReadSparse(attribute.Message());
                    break;
            }
        }

        return shape;
    }
}
