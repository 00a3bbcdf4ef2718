using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Aegis.Benchmarks.Load;

/// <summary>
/// One connection that sends prepared requests with blocking calls, so that the load generator takes as little as can
/// be of the cores that it shares with the server. Understands what an HTTP/1.1 server may answer to them.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] EndOfChunks = "\r\n0\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];

    public HttpConnection(Uri server)
    {
        _socket.ReceiveTimeout = 60_000;
        _socket.Connect(IPAddress.Parse(server.Host), server.Port);
    }

    /// <summary>The bytes of a request for the vectors of some texts, as base64.</summary>
    /// <param name="server">Where it goes.</param>
    /// <param name="texts">The texts; one alone is sent as a string.</param>
    /// <param name="key">The caller's key; null: none.</param>
    public static byte[] Request(Uri server, IReadOnlyList<string> texts, string? key = null)
    {
        object input = texts.Count == 1 ? texts[0] : texts;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { input, encoding_format = "base64" });
        var authorization = key is null ? string.Empty : $"Authorization: Bearer {key}\r\n";
        var head = $"POST /v1/embeddings HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\n{authorization}Content-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <summary>Sends a request and reads its answer to the end.</summary>
    /// <exception cref="IOException">The connection ended or said nothing for a minute.</exception>
    public HttpAnswer Send(byte[] request)
    {
        try
        {
            _socket.Send(request);
            return Receive();
        }
        catch (SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public void Dispose() => _socket.Dispose();

    private HttpAnswer Receive()
    {
        var length = 0;
        int head;
        while ((head = _buffer.AsSpan(0, length).IndexOf(EndOfHead)) < 0)
        {
            length += More(length);
        }

        var body = head + EndOfHead.Length;
        var lines = Encoding.ASCII.GetString(_buffer, 0, head);
        if (Header(lines, "Content-Length") is { } announced)
        {
            for (var end = body + int.Parse(announced, CultureInfo.InvariantCulture); length < end;)
            {
                length += More(length);
            }
        }
        else
        {
            // No vector in base64 and no message of ours holds this line.
            while (!_buffer.AsSpan(head, length - head).EndsWith(EndOfChunks))
            {
                length += More(length);
            }
        }

        return new HttpAnswer(int.Parse(lines.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture), Tokens(_buffer.AsSpan(body, length - body)));
    }

    private int More(int length)
    {
        if (length == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * length);
        }

        return _socket.Receive(_buffer, length, _buffer.Length - length, SocketFlags.None) is > 0 and var count ? count : throw new IOException("the server closed the connection");
    }

    private static string? Header(string lines, string name)
    {
        var start = lines.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : lines[(start + name.Length + 4)..].Split("\r\n", 2)[0];
    }

    // ..."total_tokens":17}}
    private static int Tokens(ReadOnlySpan<byte> body)
    {
        var name = "\"total_tokens\":"u8;
        var start = body.LastIndexOf(name);
        return start >= 0 && System.Buffers.Text.Utf8Parser.TryParse(body[(start + name.Length)..], out int tokens, out _) ? tokens : 0;
    }
}
