namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>Parses a ValueInfoProto: name, type and shape of an input or an output.</summary>
internal static class OnnxValueParser
{
    // message ValueInfoProto { string name = 1; TypeProto type = 2; }
    public static OnnxValue Read(ProtobufReader value)
    {
        var read = new OnnxValue(string.Empty, ElementType.Unknown, null);
        while (value.Next())
        {
            switch (value.Field)
            {
                case 1:
                    read = read with { Name = value.Text() };
                    break;
                case 2:
                    read = ReadType(value.Message(), read);
                    break;
            }
        }

        return read;
    }

    // message TypeProto { oneof value { Tensor tensor_type = 1; Sequence sequence_type = 4; ... } string denotation = 6; }
    private static OnnxValue ReadType(ProtobufReader type, OnnxValue read)
    {
        while (type.Next())
        {
            switch (type.Field)
            {
                case 1:
                    read = ReadTensorType(type.Message(), read);
                    break;
                case not 6:
                    read = read with { Type = ElementType.NoTensor };
                    break;
            }
        }

        return read;
    }

    // message Tensor { int32 elem_type = 1; TensorShapeProto shape = 2; }
    private static OnnxValue ReadTensorType(ProtobufReader tensor, OnnxValue read)
    {
        while (tensor.Next())
        {
            switch (tensor.Field)
            {
                case 1:
                    read = read with { Type = (ElementType)tensor.Number() };
                    break;
                case 2:
                    read = read with { Shape = ReadShape(tensor.Message()) };
                    break;
            }
        }

        return read;
    }

    // message TensorShapeProto { repeated Dimension dim = 1; }
    private static List<long> ReadShape(ProtobufReader shape)
    {
        var sizes = new List<long>();
        while (shape.Next())
        {
            if (shape.Field == 1)
            {
                sizes.Add(ReadSize(shape.Message()));
            }
        }

        return sizes;
    }

    // message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
    private static long ReadSize(ProtobufReader dimension)
    {
        var size = -1L;
        while (dimension.Next())
        {
            size = dimension.Field == 1 ? Math.Max(dimension.Number(), -1) : size;
        }

        return size;
    }
}
