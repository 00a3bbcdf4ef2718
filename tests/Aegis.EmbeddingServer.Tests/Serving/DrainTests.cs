using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Serving;

/// <summary>Shut-down: what was taken on is answered, what comes after it is refused, and nobody is cut off.</summary>
public sealed class DrainTests
{
    private const string OneWorker = "Aegis:Execution:Workers=1";

    [Fact]
    public async Task Stop_WithARequestInFlight_AnswersItAndRefusesNewOnes()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(TestModels.Around(model), OneWorker);
        model.Close();
        var accepted = EmbeddingsCaller.VectorsAsync(server.Client, new { input = "a" });
        await model.EnteredAsync();

        var stopped = server.StopAsync();
        await DrainingAsync(server);
        using var health = await server.Client.GetAsync("/health");
        using var body = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        using var refused = await EmbeddingsCaller.PostAsync(server.Client, """{"input":"b"}""");
        var error = await EmbeddingsCaller.ErrorAsync(refused);
        model.Open();

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "draining"),
            (health.StatusCode, body.RootElement.GetProperty("status").GetString()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Single(await accepted);
        await stopped;
    }

    [Fact]
    public async Task Stop_OverTheGraceTime_Answers503ToWhatStillWaits()
    {
        var model = new GatedModel();
        var clock = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(
            TestModels.Around(model),
            clock,
            OneWorker,
            "Aegis:Admission:RequestTimeLimit=01:00:00");
        model.Close();
        var running = EmbeddingsCaller.ErrorAsync(server.Client, """{"input":["a","b b b b b b b b b b b b b b b b"]}""");
        await model.EnteredAsync();

        var stopped = server.StopAsync();
        await DrainingAsync(server);
        await Deadline.UntilAsync(() =>
        {
            clock.Advance(Drain.GraceTime);
            return running.IsCompleted;
        });
        var error = await running;
        model.Open();
        await stopped;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
    }

    [Fact]
    public async Task Stop_WhileABodyIsStillArriving_AnswersTheRequest()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        const string Body = """{"input":"hello"}""";
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Body.Length}\r\n\r\n{Body[..5]}"));
        var inFlight = server.Services.GetRequiredService<InFlight>();
        await Deadline.UntilAsync(() => inFlight.Count == 1);

        var stopped = server.StopAsync();
        await DrainingAsync(server);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body[5..]));
        using var reader = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync().WaitAsync(Deadline.Wait));
        await reader.ReadToEndAsync().WaitAsync(Deadline.Wait);
        await stopped;
    }

    private static Task DrainingAsync(TestServer server)
    {
        var state = server.Services.GetRequiredService<ServingState>();
        return Deadline.UntilAsync(() => state.Current.Status == ServingStatus.Draining);
    }
}
