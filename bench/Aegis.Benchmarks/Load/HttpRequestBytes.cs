using System.Text;
using System.Text.Json;

namespace Aegis.Benchmarks.Load;

/// <summary>Requests that are made once and sent many times.</summary>
internal static class HttpRequestBytes
{
    /// <summary>A request for the vectors of some texts, as base64.</summary>
    /// <param name="server">Where it goes.</param>
    /// <param name="texts">A single text is sent as a string.</param>
    /// <param name="key">The key of the caller; null: none.</param>
    public static byte[] Of(Uri server, IReadOnlyList<string> texts, string? key = null)
    {
        object input = texts.Count == 1 ? texts[0] : texts;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { input, encoding_format = "base64" });
        string[] head =
        [
            "POST /v1/embeddings HTTP/1.1",
            $"Host: {server.Authority}",
            "Content-Type: application/json",
            .. key is null ? [] : (string[])[$"Authorization: Bearer {key}"],
            $"Content-Length: {body.Length}",
        ];
        return [.. Encoding.ASCII.GetBytes(string.Join("\r\n", head) + "\r\n\r\n"), .. body];
    }
}
