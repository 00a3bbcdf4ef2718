namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>Reads the graph of an ONNX file. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto</summary>
internal static class OnnxGraphReader
{
    /// <summary>Takes a few milliseconds, whatever the size of the weights.</summary>
    /// <exception cref="ModelLoadException">The file, or one that it needs, is missing, unreadable or not ONNX.</exception>
    public static OnnxGraph Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var graph = ReadModel(new ProtobufReader(stream, stream.Length));
            return ProblemWithFiles(graph, Path.GetDirectoryName(path)!) is { } problem
                ? throw new ModelLoadException($"{path} {problem}")
                : graph;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelLoadException($"{path} is missing", exception);
        }
        catch (InvalidDataException exception)
        {
            var reason = IsPointer(path) ? "it is a Git LFS pointer to the file (git lfs pull fetches that)" : exception.Message;
            throw new ModelLoadException($"{path} is not an ONNX file, or not a whole one: {reason}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    // version https://git-lfs.github.com/spec/v1
    private static bool IsPointer(string path)
    {
        Span<byte> begin = stackalloc byte[64];
        using var stream = File.OpenRead(path);
        return begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)].StartsWith("version https://git-lfs"u8);
    }

    // message ModelProto { GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }
    private static OnnxGraph ReadModel(ProtobufReader model)
    {
        var opset = 0L;
        OnnxGraph? graph = null;
        while (model.Next())
        {
            graph = model.Field == 7 ? ReadGraph(model.Message()) : graph;
            opset = model.Field == 8 ? Math.Max(opset, ReadOpset(model.Message())) : opset;
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

    // message GraphProto { repeated NodeProto node = 1; repeated TensorProto initializer = 5;
    //                      repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
    private static OnnxGraph ReadGraph(ProtobufReader graph)
    {
        var nodes = new List<OnnxNode>();
        var tensors = new Dictionary<string, long[]>(StringComparer.Ordinal);
        var external = new HashSet<string>(StringComparer.Ordinal);
        var (inputs, outputs) = (new List<string>(), new List<string>());
        while (graph.Next())
        {
            switch (graph.Field)
            {
                case 1:
                    nodes.Add(ReadNode(graph.Message()));
                    break;
                case 5:
                    var (name, shape) = ReadTensor(graph.Message(), external);
                    tensors[name] = shape;
                    break;
                case 11:
                    inputs.Add(ReadName(graph.Message()));
                    break;
                case 12:
                    outputs.Add(ReadName(graph.Message()));
                    break;
            }
        }

        // Older files list their tensors among the inputs.
        return new OnnxGraph(0, nodes, tensors, [.. inputs.Where(input => !tensors.ContainsKey(input))], outputs, [.. external]);
    }

    // message ValueInfoProto { string name = 1; }
    private static string ReadName(ProtobufReader value)
    {
        var name = string.Empty;
        while (value.Next())
        {
            name = value.Field == 1 ? value.Text() : name;
        }

        return name;
    }

    // message NodeProto { repeated string input = 1; repeated string output = 2; string op_type = 4; }
    private static OnnxNode ReadNode(ProtobufReader node)
    {
        var (inputs, outputs, name) = (new List<string>(), new List<string>(), string.Empty);
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
            }
        }

        return new OnnxNode(name, inputs, outputs);
    }

    // message TensorProto { repeated int64 dims = 1; string name = 8; repeated StringStringEntryProto external_data = 13; }
    private static (string Name, long[] Shape) ReadTensor(ProtobufReader tensor, HashSet<string> external)
    {
        var (name, shape) = (string.Empty, new List<long>());
        while (tensor.Next())
        {
            switch (tensor.Field)
            {
                case 1:
                    shape.AddRange(tensor.Numbers());
                    break;
                case 8:
                    name = tensor.Text();
                    break;
                case 13 when LocationIn(tensor.Message()) is { } location:
                    external.Add(location);
                    break;
            }
        }

        return (name, [.. shape]);
    }

    // message StringStringEntryProto { string key = 1; string value = 2; } with the keys location, offset, length
    private static string? LocationIn(ProtobufReader entry)
    {
        var (key, value) = (string.Empty, string.Empty);
        while (entry.Next())
        {
            key = entry.Field == 1 ? entry.Text() : key;
            value = entry.Field == 2 ? entry.Text() : value;
        }

        return key == "location" ? value : null;
    }

    private static string? ProblemWithFiles(OnnxGraph graph, string directory)
    {
        foreach (var file in graph.ExternalFiles)
        {
            var path = Path.GetFullPath(Path.Combine(directory, file));
            if (!path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return $"keeps weights in {file}, outside of its own folder: such a file is not loaded";
            }

            if (!File.Exists(path))
            {
                return $"keeps its weights in {file}, which is missing beside it";
            }
        }

        return null;
    }
}
