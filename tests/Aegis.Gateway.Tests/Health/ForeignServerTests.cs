using System.Net;
using Aegis.Gateway.Balancing;
using Aegis.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Yarp.ReverseProxy.Model;

namespace Aegis.Gateway.Tests.Health;

/// <summary>A server whose requests something else answers, although its health checks succeed.</summary>
public sealed class ForeignServerTests
{
    private const string Body = """{"input": "text"}""";
    // The tests' clock runs faster than a health check.
    private static readonly string[] NoTimeouts =
        ["Aegis:Gateway:HealthTimeLimit=00:01:00", "Aegis:Gateway:RequestTimeLimit=01:00:00"];

    private const string Html = "<html>Something else</html>";

    [Fact]
    public async Task Server_AfterThreeForeignAnswers_GetsNoRequestsUntilThePauseEnds()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var bad = await StubServer.StartAsync("bad");
        var clock = new FakeTimeProvider();
        await using var gateway = await TestGateway.StartAsync([good.Address, bad.Address], clock, NoTimeouts);
        await gateway.ReadyAsync(2);
        bad.Answer = context => StubServer.WriteAsync(context, 502, "text/html", Html);

        await AskAsync(gateway, 20);

        Assert.Equal((3, 20), (bad.Asked.Count, good.Asked.Count));
        // The try after the pause fails, and the second pause begins.
        await PassTimeAsync(gateway, clock);
        await AskAsync(gateway, 20);
        Assert.Equal((4, 40), (bad.Asked.Count, good.Asked.Count));

        bad.Answer = context => StubServer.WriteAsync(context, 200, "bad");
        await PassTimeAsync(gateway, clock);
        await AskAsync(gateway, 20);
        Assert.Equal((14, 50), (bad.Asked.Count, good.Asked.Count));
    }

    [Fact]
    public async Task Server_OnTrial_HasOneRequestAtATime()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var bad = await StubServer.StartAsync("bad");
        var clock = new FakeTimeProvider();
        await using var gateway = await TestGateway.StartAsync([good.Address, bad.Address], clock, NoTimeouts);
        await gateway.ReadyAsync(2);
        bad.Answer = context => StubServer.WriteAsync(context, 502, "text/html", Html);
        await AskAsync(gateway, 6);
        var end = new TaskCompletionSource();
        good.Answer = StubServer.AnswerAfter(end.Task, "good");
        bad.Answer = StubServer.AnswerAfter(end.Task, "bad");
        var before = bad.Asked.Count + good.Asked.Count;
        await PassTimeAsync(gateway, clock);

        List<Task<HttpResponseMessage>> answers = [];
        for (var request = 1; request <= 10; request++)
        {
            answers.Add(EmbeddingsCaller.PostAsync(gateway.Client, Body));
            await Deadline.UntilAsync(() => bad.Asked.Count + good.Asked.Count == before + request);
        }

        Assert.Equal(4, bad.Asked.Count);
        end.SetResult();
        foreach (var answer in answers)
        {
            (await answer).Dispose();
        }
    }

    [Fact]
    public async Task RightAnswers_BetweenForeignOnes_KeepTheServerInUse()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var flaky = await StubServer.StartAsync("flaky");
        await using var gateway = await TestGateway.StartAsync([good.Address, flaky.Address], new FakeTimeProvider());
        await gateway.ReadyAsync(2);
        flaky.Answer = context => flaky.Asked.Count % 3 == 0
            ? StubServer.WriteAsync(context, 200, "flaky")
            : StubServer.WriteAsync(context, 502, "text/html", Html);

        await AskAsync(gateway, 40);

        Assert.Equal(20, flaky.Asked.Count);
    }

    // No healthy server is left, so the gateway still sends requests to this one. Its first right answer ends the pause.
    [Fact]
    public async Task RightAnswer_OfAPausedServer_MakesItHealthyAtOnce()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address], new FakeTimeProvider());
        await gateway.ReadyAsync(1);
        server.Answer = context => StubServer.WriteAsync(context, 502, "text/html", Html);
        for (var request = 0; request < 4; request++)
        {
            var error = await EmbeddingsCaller.ErrorAsync(gateway.Client, Body);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
        }

        await gateway.ReadyAsync(0);
        server.Answer = context => StubServer.WriteAsync(context, 200, "answer");
        await AskAsync(gateway, 1);

        await gateway.ReadyAsync(1);
    }

    // A proxy may answer these requests although it cannot reach the server for embeddings, and the other way round.
    [Fact]
    public async Task Requests_ForPagesAndHealth_DoNotCount()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address], new FakeTimeProvider());
        await gateway.ReadyAsync(1);
        server.Answer = context => context.Request.Path == "/v1/models"
            ? StubServer.WriteAsync(context, 200, "{}")
            : StubServer.WriteAsync(context, 502, "text/html", Html);
        for (var request = 0; request < 3; request++)
        {
            await gateway.ReadyAsync(1);
            using var page = await gateway.Client.GetAsync("/");
            using var models = await gateway.Client.GetAsync("/v1/models");
            using var embeddings = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
            Assert.Equal(HttpStatusCode.OK, models.StatusCode);
        }

        await gateway.ReadyAsync(0);
    }

    // A caller with an oversized request must not take servers out of use.
    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(414)]
    [InlineData(429)]
    [InlineData(431)]
    public async Task Limits_OfAProxy_DoNotCount(int status)
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address], new FakeTimeProvider());
        await gateway.ReadyAsync(1);
        server.Answer = context => StubServer.WriteAsync(context, status, "text/html", Html);

        for (var request = 0; request < 5; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
        }

        Assert.True(ReplicaCluster.IsHealthy(Assert.Single(gateway.Services.GetRequiredService<ReplicaCluster>().All)));
    }

    [Theory]
    [InlineData("text/html", Html)]
    [InlineData("text/plain", "OK")]
    [InlineData(null, "")]
    [InlineData("application/json", """{"status":"ok"}""")]
    [InlineData("application/json", """{"status":"ok","service":"another"}""")]
    [InlineData("application/json", """{"service":1}""")]
    [InlineData("application/json", "ok")]
    [InlineData("application/json", "[]")]
    public async Task HealthCheck_AnsweredBySomethingElse_IsNoSuccess(string? contentType, string body)
    {
        await using var good = await StubServer.StartAsync();
        await using var foreign = await StubServer.StartAsync();
        foreign.Health = context => StubServer.WriteAsync(context, 200, contentType, body);
        await using var gateway = await TestGateway.StartAsync([good.Address, foreign.Address], new FakeTimeProvider());
        var all = gateway.Services.GetRequiredService<ReplicaCluster>();

        await Deadline.UntilAsync(() => all.All is { Count: 2 } servers
            && servers.All(server => server.Health.Active != DestinationHealth.Unknown));

        Assert.Single(all.All, ReplicaCluster.IsHealthy);
        Assert.Single(all.Available);
    }

    // Health checks run at their interval until the pause has ended and one of them has put the server on trial.
    private static Task PassTimeAsync(TestGateway gateway, FakeTimeProvider clock)
    {
        var all = gateway.Services.GetRequiredService<ReplicaCluster>();
        return Deadline.UntilAsync(() =>
        {
            if (all.All.All(ReplicaCluster.IsHealthy))
            {
                return true;
            }

            clock.Advance(TimeSpan.FromMilliseconds(500));
            return false;
        });
    }

    private static async Task AskAsync(TestGateway gateway, int times)
    {
        for (var request = 0; request < times; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
            response.EnsureSuccessStatusCode();
        }
    }
}
