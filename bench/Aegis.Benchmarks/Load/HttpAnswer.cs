using System.Buffers.Text;

namespace Aegis.Benchmarks.Load;

/// <summary>What matters of an answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Tokens">Its <c>usage.total_tokens</c>; 0 when it has none.</param>
internal readonly record struct HttpAnswer(int Status, int Tokens)
{
    /// <summary>Understands what an HTTP/1.1 server may answer to our requests. Null as long as there is more to come.</summary>
    public static HttpAnswer? Read(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var body = received[(head + "\r\n\r\n"u8.Length)..];
        // No vector in base64 and no message of ours holds the line that ends the chunks.
        var isWhole = Number(received[..head], "\r\nContent-Length: "u8) is { } announced
            ? body.Length >= announced
            : received[head..].EndsWith("\r\n0\r\n\r\n"u8);
        // HTTP/1.1 200 OK ... "total_tokens":17}}
        return isWhole ? new HttpAnswer(Number(received[..head], "HTTP/1.1 "u8) ?? 0, Number(body, "\"total_tokens\":"u8) ?? 0) : null;
    }

    private static int? Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var start = text.LastIndexOf(name);
        return start >= 0 && Utf8Parser.TryParse(text[(start + name.Length)..], out int number, out _) ? number : null;
    }
}
