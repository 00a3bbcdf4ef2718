using System.Runtime.InteropServices;
using System.Text;

namespace Aegis.Testing.Models;

/// <summary>Writes small ONNX files by hand. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto</summary>
internal static class OnnxBytes
{
    public const int Float = 1;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Float16 = 10;

    private const int IrVersion = 8;
    private const int ExternalData = 1;

    /// <summary>One Identity over a tensor whose bytes are said to lie in another file.</summary>
    public static void WriteWithExternalWeights(string path, string location)
    {
        byte[] entry = [.. Field(1, "location"), .. Field(2, location)];
        byte[] tensor = [.. Number(1, 1), .. Number(2, Float), .. Field(8, "weights"), .. Field(13, entry), .. Number(14, ExternalData)];
        WriteModel(path, 18, [.. Field(1, Node("Identity", ["weights"], "out")), .. Field(5, tensor)]);
    }

    /// <summary>A file of one graph.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="opset">Version of the standard operators.</param>
    /// <param name="graph">Fields of its GraphProto.</param>
    public static void WriteModel(string path, int opset, byte[] graph)
    {
        byte[] import = [.. Field(1, string.Empty), .. Number(2, opset)];
        File.WriteAllBytes(path, [.. Number(1, IrVersion), .. Field(7, [.. Field(2, "graph"), .. graph]), .. Field(8, import)]);
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

    /// <summary>A TensorProto of floats.</summary>
    public static byte[] Tensor(string name, int rows, float[] values) =>
    [
        .. Number(1, rows),
        .. Number(1, values.Length / rows),
        .. Number(2, Float),
        .. Field(8, name),
        .. Field(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()),
    ];

    /// <summary>A ValueInfoProto; a dimension of 0 is free.</summary>
    public static byte[] Value(string name, int type, params int[] dimensions)
    {
        var shape = dimensions.SelectMany((size, index) => Field(1, size > 0 ? Number(1, size) : Field(2, "free" + index))).ToArray();
        return [.. Field(1, name), .. Field(2, Field(1, (byte[])[.. Number(1, type), .. Field(2, shape)]))];
    }

    public static byte[] Field(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

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
