using System.Buffers.Text;

namespace Aegis.Benchmarks.Load;

/// <summary>What the benchmarks need of an answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Tokens">Its <c>usage.total_tokens</c>; 0 if it has none.</param>
internal readonly record struct HttpAnswer(int Status, int Tokens)
{
    /// <summary>Reads an HTTP/1.1 answer; null while more bytes must come.</summary>
    public static HttpAnswer? Read(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var body = received[(head + "\r\n\r\n"u8.Length)..];
        // Neither a vector in base64 nor an error message has the line that ends the chunks.
        var isWhole = Number(received[..head], "\r\nContent-Length: "u8) is { } announced
            ? body.Length >= announced
            : received[head..].EndsWith("\r\n0\r\n\r\n"u8);
        // HTTP/1.1 200 OK ... "total_tokens":17}}
        return isWhole
            ? new HttpAnswer(Number(received[..head], "HTTP/1.1 "u8) ?? 0, Number(body, "\"total_tokens\":"u8) ?? 0)
            : null;
    }

    private static int? Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var start = text.LastIndexOf(name);
        return start >= 0 && Utf8Parser.TryParse(text[(start + name.Length)..], out int number, out _) ? number : null;
    }
}
