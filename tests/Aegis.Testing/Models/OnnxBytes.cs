using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Aegis.Testing.Models;

/// <summary>Writes small ONNX files by hand. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto</summary>
internal static class OnnxBytes
{
    public const int Float = 1;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Boolean = 9;
    public const int Float16 = 10;

    private const int IrVersion = 8;
    private const int ExternalData = 1;

    /// <summary>One Identity over a tensor whose bytes are said to lie in another file.</summary>
    public static void WriteWithExternalWeights(string path, string location) => WriteModel(
        path,
        18,
        [.. Field(1, Node("Identity", ["weights"], "out")), .. Field(5, ExternalTensor("weights", 1, 1, location))]);

    /// <summary>A file of one graph.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="opset">Version of the standard operators.</param>
    /// <param name="graph">Fields of its GraphProto.</param>
    public static void WriteModel(string path, int opset, byte[] graph) => File.WriteAllBytes(path, Model(opset, graph));

    /// <summary>A ModelProto of one graph, with further fields behind it.</summary>
    public static byte[] Model(int opset, byte[] graph, params byte[] further)
    {
        byte[] import = [.. Field(1, string.Empty), .. Number(2, opset)];
        return [.. Number(1, IrVersion), .. Field(7, [.. Field(2, "graph"), .. graph]), .. Field(8, import), .. further];
    }

    /// <summary>A NodeProto.</summary>
    public static byte[] Node(string operatorName, string[] inputs, string output, params byte[][] attributes) =>
    [
        .. inputs.SelectMany(input => Field(1, input)),
        .. Field(2, output),
        .. Field(4, operatorName),
        .. attributes.SelectMany(attribute => Field(5, attribute)),
    ];

    /// <summary>An AttributeProto with one whole number.</summary>
    public static byte[] Attribute(string name, int value) => [.. Field(1, name), .. Number(3, value), .. Number(20, 2)];

    /// <summary>An AttributeProto with a list of one whole number.</summary>
    public static byte[] ListAttribute(string name, int value) => [.. Field(1, name), .. Number(8, value), .. Number(20, 7)];

    /// <summary>An AttributeProto with a tensor, from <see cref="Tensor"/> or <see cref="ExternalTensor"/>.</summary>
    public static byte[] TensorAttribute(string name, byte[] tensor) => [.. Field(1, name), .. Field(5, tensor), .. Number(20, 4)];

    /// <summary>An AttributeProto with one message in another of its fields.</summary>
    public static byte[] Attribute(string name, int field, byte[] message) => [.. Field(1, name), .. Field(field, message)];

    /// <summary>A TensorProto of floats whose bytes are said to be a whole other file.</summary>
    public static byte[] ExternalTensor(string name, int rows, int columns, string location) =>
    [
        .. Number(1, rows),
        .. Number(1, columns),
        .. Number(2, Float),
        .. Field(8, name),
        .. Entry("location", location),
        .. Entry("offset", "0"),
        .. Entry("length", (sizeof(float) * rows * columns).ToString(CultureInfo.InvariantCulture)),
        .. Number(14, ExternalData),
    ];

    /// <summary>A TensorProto of floats.</summary>
    public static byte[] Tensor(string name, int rows, float[] values) =>
    [
        .. Number(1, rows),
        .. Number(1, values.Length / rows),
        .. Number(2, Float),
        .. Field(8, name),
        .. Field(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()),
    ];

    /// <summary>A TensorProto of a list of true.</summary>
    public static byte[] TrueTensor(string name, int count) =>
        [.. Number(1, count), .. Number(2, Boolean), .. Field(8, name), .. Field(9, (byte[])[.. Enumerable.Repeat((byte)1, count)])];

    /// <summary>A ValueInfoProto; a dimension of 0 is free.</summary>
    public static byte[] Value(string name, int type, params int[] dimensions)
    {
        var shape = dimensions.SelectMany((size, index) => Field(1, size > 0 ? Number(1, size) : Field(2, "free" + index))).ToArray();
        return [.. Field(1, name), .. Field(2, Field(1, (byte[])[.. Number(1, type), .. Field(2, shape)]))];
    }

    /// <summary>A ValueInfoProto that leaves out its shape.</summary>
    public static byte[] ValueOfAnyShape(string name, int type) =>
        [.. Field(1, name), .. Field(2, Field(1, (byte[])[.. Number(1, type)]))];

    public static byte[] Field(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    /// <summary>The field of a TensorProto that says: the bytes are in this file.</summary>
    public static byte[] InThisFile() => Number(14, 0);

    private static byte[] Entry(string key, string value) => Field(13, (byte[])[.. Field(1, key), .. Field(2, value)]);

    private static byte[] Field(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
