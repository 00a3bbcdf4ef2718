using System.Text;
using System.Text.Json;

namespace Aegis.Benchmarks.Load;

/// <summary>Requests that are prepared once and sent many times.</summary>
internal static class HttpRequestBytes
{
    /// <summary>The bytes of a request for the vectors of some texts, as base64.</summary>
    /// <param name="server">Where it goes.</param>
    /// <param name="texts">The texts; one alone is sent as a string.</param>
    /// <param name="key">The caller's key; null: none.</param>
    public static byte[] Of(Uri server, IReadOnlyList<string> texts, string? key = null)
    {
        object input = texts.Count == 1 ? texts[0] : texts;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { input, encoding_format = "base64" });
        var authorization = key is null ? string.Empty : $"Authorization: Bearer {key}\r\n";
        var head = $"POST /v1/embeddings HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\n{authorization}Content-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
