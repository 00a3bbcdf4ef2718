using System.Net.Sockets;
using System.Text;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Proxying;

/// <summary>Callers of the gateway that end their sending side after the request, and callers that hang up.</summary>
public sealed class HalfClosedTests
{
    private const string Body = """{"input":"a"}""";

    private static readonly string Post =
        "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {Body.Length}\r\n\r\n{Body}";

    // The caller that hangs up does so later. When the server sees that, the first caller was looked at as well.
    [Fact]
    public async Task Caller_ThatSendsNoMore_GetsTheAnswer_AndOneThatHangsUpEndsTheWork()
    {
        await using var server = await StubServer.StartAsync();
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Answer = StubServer.AnswerAfter(answers.Task, "the answer");
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        var waiting = RawHttp.SendAsync(gateway.Address, Post, closes: true);
        await Deadline.UntilAsync(() => server.Asked.Count == 1);
        server.Answer = async context =>
        {
            await StubServer.Hang(context);
            hungUp.SetResult();
        };
        using var other = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await other.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        await other.SendAsync(Encoding.ASCII.GetBytes(Post));
        await Deadline.UntilAsync(() => server.Asked.Count == 2);

        other.Dispose();
        await hungUp.Task.WaitAsync(Deadline.Wait, TimeProvider.System);
        answers.SetResult();
        var answer = await waiting;

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("the answer", answer, StringComparison.Ordinal);
    }
}
