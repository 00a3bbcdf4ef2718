using System.Net;
using Aegis.Gateway.Proxying;
using Aegis.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.Gateway.Tests.Proxying;

/// <summary>A gateway that stops answers requests in flight, and refuses new ones.</summary>
public sealed class DrainTests
{
    private const string Body = """{"input": "text"}""";

    [Fact]
    public async Task Stop_AnswersWhatServersHaveAndSendsNewRequestsAway()
    {
        await using var server = await StubServer.StartAsync();
        var end = new TaskCompletionSource();
        server.Answer = StubServer.AnswerAfter(end.Task, "late");
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        await gateway.ReadyAsync(1);
        var before = EmbeddingsCaller.PostAsync(gateway.Client, Body);
        await Deadline.UntilAsync(() => server.Asked.Count == 1);

        var stopped = gateway.StopAsync();
        await DrainingAsync(gateway);
        using var after = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
        using var health = await gateway.Client.GetAsync("/health");
        end.SetResult();
        using var answered = await before;
        await stopped;

        var error = await EmbeddingsCaller.ErrorAsync(after);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
        Assert.NotNull(after.Headers.RetryAfter);
        // The caller's next connection may reach another gateway.
        Assert.True(after.Headers.ConnectionClose);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("late", await answered.Content.ReadAsStringAsync());
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Stop_WhileABodyIsStillArriving_AnswersTheRequest()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        await gateway.ReadyAsync(1);
        using var upload = await Upload.BeginAsync(gateway);

        var stopped = gateway.StopAsync();
        await DrainingAsync(gateway);
        await upload.FinishAsync();

        Assert.StartsWith("HTTP/1.1 200 OK", await upload.AnswerAsync(), StringComparison.Ordinal);
        await stopped;
        Assert.Equal([Upload.Body], server.Asked);
    }

    // A stalled upload must not delay a restart by the time limit of a request.
    [Fact]
    public async Task Stop_WhileABodyDoesNotArrive_IsOverSoon()
    {
        await using var server = await StubServer.StartAsync();
        var clock = new FakeTimeProvider();
        await using var gateway = await TestGateway.StartAsync([server.Address], clock, "Aegis:Gateway:RequestTimeLimit=01:00:00");
        await gateway.ReadyAsync(1);
        using var upload = await Upload.BeginAsync(gateway);

        var stopped = gateway.StopAsync();
        await DrainingAsync(gateway);
        clock.Advance(GatewayDrain.BodyGraceTime);

        var answer = await upload.AnswerAsync();
        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("upstream_error", answer, StringComparison.Ordinal);
        await stopped.WaitAsync(Deadline.Wait, TimeProvider.System);
        Assert.Empty(server.Asked);
    }

    private static Task DrainingAsync(TestGateway gateway)
    {
        var drain = gateway.Services.GetRequiredService<GatewayDrain>();
        return Deadline.UntilAsync(() => drain.IsOn);
    }
}
