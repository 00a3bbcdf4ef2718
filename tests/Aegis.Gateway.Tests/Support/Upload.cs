using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.Gateway.Tests.Support;

/// <summary>A request whose body comes in two parts.</summary>
internal sealed class Upload : IDisposable
{
    public const string Body = """{"input": "text"}""";
    private const int FirstPart = 5;

    private readonly TcpClient _socket = new();

    /// <summary>Sends the first part, and waits until the gateway has this number of requests in flight.</summary>
    public static async Task<Upload> BeginAsync(TestGateway gateway, int underWay = 1)
    {
        var upload = new Upload();
        await upload._socket.ConnectAsync(IPAddress.Loopback, gateway.Address.Port);
        await upload.SendAsync(
            "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Body.Length}\r\n\r\n{Body[..FirstPart]}");
        var inFlight = gateway.Services.GetRequiredService<InFlight>();
        await Deadline.UntilAsync(() => inFlight.Count == underWay);
        return upload;
    }

    public Task FinishAsync() => SendAsync(Body[FirstPart..]);

    /// <summary>The whole answer, with its status line and headers.</summary>
    public async Task<string> AnswerAsync()
    {
        using var reader = new StreamReader(_socket.GetStream());
        return await reader.ReadToEndAsync().WaitAsync(Deadline.Wait, TimeProvider.System);
    }

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(string text) => _socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
}
