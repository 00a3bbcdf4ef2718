using System.IO.Compression;
using System.Text;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>Bodies that break servers: deep, huge, cut off, mislabelled.</summary>
internal static class NastyBodies
{
    private const int Mebi = 1024 * 1024;

    /// <summary>Makes a body by its name. None of them may be answered with vectors.</summary>
    public static IReadOnlyDictionary<string, Func<byte[]>> Wrong { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["arrays, 100,000 deep"] = () => Text(Times("[", 100_000)),
        ["objects, 100,000 deep"] = () => Text(Times("{\"input\":", 100_000)),
        ["an input of arrays, 100,000 deep"] = () => Text("{\"input\":" + Times("[", 100_000) + Times("]", 100_000) + "}"),
        ["an unknown field, 65 deep"] = () => Text("{\"input\":\"a\",\"x\":" + Times("[", 65) + Times("]", 65) + "}"),
        ["a number of a million digits"] = () => Text("{\"input\":[" + Times("9", 1_000_000) + "]}"),
        ["a number of a million digits as dimensions"] = () => Text("{\"input\":\"a\",\"dimensions\":" + Times("9", 1_000_000) + "}"),
        ["dimensions beyond every number"] = () => Text("{\"input\":\"a\",\"dimensions\":1e999}"),
        ["ids as fractions"] = () => Text("{\"input\":[1.5,2.5]}"),
        ["ids with exponents"] = () => Text("{\"input\":[1e2,1e-2,1e999]}"),
        ["negative ids"] = () => Text("{\"input\":[[-1,-2147483648,-2147483649]]}"),
        ["ids beyond int32"] = () => Text("{\"input\":[[2147483648,9223372036854775808]]}"),
        ["minus nothing"] = () => Text("{\"input\":[-]}"),
        ["leading zeros"] = () => Text("{\"input\":[007]}"),
        ["an escape that is none"] = () => Text("{\"input\":\"\\x41\"}"),
        ["half an escape"] = () => Text("{\"input\":\"\\u00"),
        ["a lone high surrogate"] = () => Text("{\"input\":\"\\ud83d\"}"),
        ["a lone low surrogate"] = () => Text("{\"input\":[\"\\ude00\"]}"),
        ["surrogates the wrong way round"] = () => Text("{\"input\":\"\\ude00\\ud83d\"}"),
        ["a surrogate as UTF-8"] = () => Text("{\"input\":\"", [0xED, 0xA0, 0x80], "\"}"),
        ["invalid UTF-8 in a text"] = () => Text("{\"input\":\"", [0xFF, 0xFE], "\"}"),
        ["invalid UTF-8 in a key"] = () => Text("{\"", [0xC3], "\":1,\"input\":[]}"),
        ["overlong UTF-8"] = () => Text("{\"input\":\"", [0xC0, 0xAF], "\"}"),
        ["half a character at the end"] = () => Text("{\"input\":\"", [0xF0, 0x9F, 0x98], "\"}"),
        ["NULs"] = () => new byte[1000],
        ["a NUL behind the object"] = () => Text("{\"input\":\"a\"}\0"),
        ["a raw NUL in a text"] = () => Text("{\"input\":\"a\0b\"}"),
        ["UTF-16 with a byte order mark"] = () => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"input\":\"a\"}")],
        ["two byte order marks"] = () => Text("\uFEFF\uFEFF{\"input\":\"a\"}"),
        ["a byte order mark alone"] = () => Text("\uFEFF"),
        ["white space alone, 8 MiB"] = () => Text(Times(" ", 8 * Mebi)),
        ["gzip that is not declared"] = Gzip,
        ["trailing garbage"] = () => Text("{\"input\":\"a\"}garbage"),
        ["another object behind it"] = () => Text("{\"input\":\"a\"}{\"input\":\"a\"}"),
        ["a text without an end, 8 MiB"] = () => Text("{\"input\":\"" + Times("a", 8 * Mebi)),
        ["a key of 8 MiB and no input"] = () => Text("{\"" + Times("k", 8 * Mebi) + "\":1}"),
        ["a model name of 8 MiB"] = () => Text("{\"input\":\"a\",\"model\":\"" + Times("m", 8 * Mebi) + "\"}"),
        ["the same key 200,000 times, the last one wrong"] = () => Text("{" + Times("\"input\":\"a\",", 200_000) + "\"input\":[]}"),
        ["2,049 inputs"] = () => Text("{\"input\":[" + Times("\"\",", 2_048) + "\"\"]}"),
        ["ten million empty texts"] = () => Text("{\"input\":[" + Times("\"\",", 9_999_999) + "\"\"]}"),
        ["ten million empty arrays"] = () => Text("{\"input\":[" + Times("[],", 9_999_999) + "[]]}"),
        ["fifteen million ids"] = () => Text("{\"input\":[" + Times("1,", 14_999_999) + "1]}"),
        ["300,032 tokens"] = () => Text("{\"input\":[" + Times("\"" + Times("w ", 254) + "\",", 1_171) + "\"" + Times("w ", 254) + "\"]}"),
        ["a text of 31 MiB"] = () => Text("{\"input\":\"" + Times("a", 31 * Mebi) + "\"}"),
        ["a body of 33 MiB"] = () => Text("{\"input\":\"" + Times("a", 33 * Mebi) + "\"}"),
    };

    // Not string.Concat or Join: they leave their buffers in the pool that these bodies are to leave alone.
    private static string Times(string part, int count) => new StringBuilder(part.Length * count).Insert(0, part, count).ToString();

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Text(string before, byte[] bytes, string behind) => [.. Text(before), .. bytes, .. Text(behind)];

    private static byte[] Gzip()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write("{\"input\":\"a\"}"u8);
        }

        return compressed.ToArray();
    }
}
