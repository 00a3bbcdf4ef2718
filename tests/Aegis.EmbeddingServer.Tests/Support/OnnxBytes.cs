using System.Text;

namespace Aegis.EmbeddingServer.Tests.Support;

/// <summary>Writes small ONNX files by hand. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto</summary>
internal static class OnnxBytes
{
    /// <summary>One Identity over a tensor whose bytes are said to lie in another file.</summary>
    public static void WriteWithExternalWeights(string path, string location)
    {
        byte[] node = [.. Field(1, "weights"), .. Field(2, "out"), .. Field(4, "Identity")];
        byte[] entry = [.. Field(1, "location"), .. Field(2, location)];
        byte[] tensor = [.. Number(1, 1), .. Number(2, 1), .. Field(8, "weights"), .. Field(13, entry), .. Number(14, 1)];
        byte[] opset = [.. Field(1, ""), .. Number(2, 18)];
        File.WriteAllBytes(path, [.. Number(1, 8), .. Field(7, [.. Field(1, node), .. Field(5, tensor)]), .. Field(8, opset)]);
    }

    private static byte[] Number(int field, byte value) => [(byte)(field << 3), value];

    private static byte[] Field(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    // Lengths under 128 take one byte.
    private static byte[] Field(int field, byte[] content) => [(byte)((field << 3) | 2), checked((byte)content.Length), .. content];
}
