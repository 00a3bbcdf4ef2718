using System.Net.Sockets;
using System.Text;
using Aegis.Http.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Connections;

/// <summary>Clients that end their sending side after the request, as <c>nc -N</c> does, and clients that hang up.</summary>
public sealed class HalfClosedConnectionsTests
{
    private const string OneWorker = "Aegis:Execution:Workers=1";
    private const string Post = "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    public static TheoryData<string, int> Requests => new()
    {
        { Request("{\"input\":\"a\"}"), 1 },
        { Request("{\"input\":\"a\"}") + Request("{\"input\":[\"b\",\"c\"]}"), 2 },
        { Request($"{{\"input\":\"{new string('a', 200_000)}\"}}"), 1 },
        { $"{Post}Transfer-Encoding: chunked\r\n\r\nd\r\n{{\"input\":\"a\"}}\r\n0\r\n\r\n", 1 },
        { "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", 1 },
        { "GET /alive HTTP/1.0\r\n\r\n", 1 },
        { "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 1 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Client_ThatSendsNoMore_GetsItsAnswers(string requests, int answers)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");

        var answer = await RawHttp.SendAsync(server.Address, requests, closes: true);

        Assert.Equal(answers, answer.Split("HTTP/1.1 200 OK\r\n").Length - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /alive HTTP/1.1\r\nHo")]
    [InlineData(Post + "Content-Length: 100\r\n\r\n{\"input\":")]
    [InlineData(Post + "Transfer-Encoding: chunked\r\n\r\nd\r\n{\"inp")]
    public async Task Client_ThatEndsInTheMiddleOfARequest_IsDisconnected(string part)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");

        var answer = await RawHttp.SendAsync(server.Address, part, closes: true);

        Assert.DoesNotContain(" 200 OK", answer, StringComparison.Ordinal);
        Assert.Single(await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "a" }));
    }

    // The client that hangs up does so later. When its inputs have left, the first client was looked at as well.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_ThatWaitsInTheQueue_StaysThereUntilItHangsUp(bool resets)
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(TestModels.Around(model), OneWorker);
        var engine = server.Services.GetRequiredService<ServingState>().Current.Engine!;
        model.Close();
        var running = EmbeddingsCaller.VectorsAsync(server.Client, new { input = "a" });
        await model.EnteredAsync();
        var waiting = RawHttp.SendAsync(server.Address, Request("{\"input\":[\"b b\",\"c c\"]}"), closes: true);
        await QueuedAsync(engine, 3);
        using var other = await ConnectAsync(server.Address, "{\"input\":[\"d d\",\"e e\",\"f f\"]}");
        await QueuedAsync(engine, 6);

        other.Shutdown(SocketShutdown.Send);
        other.LingerState = new LingerOption(resets, seconds: 0);
        other.Dispose();
        await QueuedAsync(engine, 3);
        model.Open();

        Assert.StartsWith("HTTP/1.1 200 OK", await waiting, StringComparison.Ordinal);
        Assert.Single(await running);
    }

    [Fact]
    public async Task Client_OfAnotherMachine_IsTakenForGoneAfterTheGraceTime()
    {
        var clock = new FakeTimeProvider();
        using var table = new TcpTable();
        var connections = new HalfClosedConnections(new TcpPeer(table), clock);
        using var ended = new CancellationTokenSource();
        var answered = new TaskCompletionSource();
        var closed = CancellationToken.None;
        // Without a socket, nothing is known of the other end.
        await using var connection = new DefaultConnectionContext("id") { ConnectionClosed = ended.Token };
        connection.Transport = new NoTransport();

        var served = connections.Use(given =>
        {
            closed = given.ConnectionClosed;
            return answered.Task;
        })(connection);
        await ended.CancelAsync();
        clock.Advance(HalfClosedConnections.RemoteGrace / 2);
        Assert.False(closed.IsCancellationRequested);
        await Deadline.UntilAsync(() =>
        {
            clock.Advance(HalfClosedConnections.RemoteGrace / 2);
            return closed.IsCancellationRequested;
        });

        answered.SetResult();
        await served;
    }

    private static string Request(string body) => $"{Post}Content-Length: {body.Length}\r\n\r\n{body}";

    private static Task QueuedAsync(Aegis.Engine.EmbeddingEngine engine, int inputs) =>
        Deadline.UntilAsync(() => engine.QueuedInputs == inputs);

    private static async Task<Socket> ConnectAsync(Uri server, string body)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(Request(body)));
        return socket;
    }

    private sealed class NoTransport : System.IO.Pipelines.IDuplexPipe
    {
        private readonly System.IO.Pipelines.Pipe _pipe = new();

        public System.IO.Pipelines.PipeReader Input => _pipe.Reader;

        public System.IO.Pipelines.PipeWriter Output => _pipe.Writer;
    }
}
