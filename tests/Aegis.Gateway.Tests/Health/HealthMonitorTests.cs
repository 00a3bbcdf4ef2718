using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Health;

public sealed class HealthMonitorTests
{
    private const string Body = """{"input": "text"}""";
    private const string Often = "Aegis:Gateway:HealthInterval=00:00:00.050";

    [Fact]
    public async Task Server_ThatIsUnhealthy_GetsNoRequestsUntilItIsHealthy()
    {
        await using var healthy = await StubServer.StartAsync();
        await using var unhealthy = await StubServer.StartAsync();
        unhealthy.Health = context => StubServer.WriteAsync(context, 503, "starting");
        await using var gateway = await TestGateway.StartAsync([healthy.Address, unhealthy.Address], Often);
        await gateway.ReadyAsync(1);

        await AskAsync(gateway, 10);
        var (before, ofHealthy) = (unhealthy.Asked.Count, healthy.Asked.Count);
        unhealthy.Health = StubServer.Healthy;
        await gateway.ReadyAsync(2);
        await AskAsync(gateway, 10);

        Assert.Equal((0, 10), (before, ofHealthy));
        Assert.Equal(5, unhealthy.Asked.Count);
    }

    // A draining server has no load. It must not get every request until its next health check.
    [Fact]
    public async Task Server_ThatSays503_GetsNothingMoreForAWhile()
    {
        await using var healthy = await StubServer.StartAsync();
        await using var draining = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [healthy.Address, draining.Address],
            "Aegis:Gateway:HealthInterval=00:01:00",
            "Aegis:Gateway:HealthTimeLimit=00:00:01",
            "Aegis:Gateway:RequestTimeLimit=01:00:00");
        await gateway.ReadyAsync(2);
        draining.Answer = StubServer.Refusal(503);

        await AskAsync(gateway, 20);

        Assert.Equal((20, 1), (healthy.Asked.Count, draining.Asked.Count));
    }

    // A health check outranks an earlier refusal: a server gets requests as soon as it is healthy.
    [Fact]
    public async Task Server_ThatRefusedARequest_IsBackOnceItIsHealthy()
    {
        await using var healthy = await StubServer.StartAsync();
        await using var restarted = await StubServer.StartAsync();
        // The suspension itself would last longer than the test.
        await using var gateway = await TestGateway.StartAsync(
            [healthy.Address, restarted.Address],
            Often,
            "Aegis:Gateway:HealthTimeLimit=00:00:30",
            "Aegis:Gateway:RequestTimeLimit=01:00:00");
        await gateway.ReadyAsync(2);
        restarted.Health = context => StubServer.WriteAsync(context, 503, "draining");
        restarted.Answer = StubServer.Refusal(503);
        await AskAsync(gateway, 2);
        await gateway.ReadyAsync(1);

        restarted.Health = StubServer.Healthy;

        await gateway.ReadyAsync(2);
    }

    // One unresponsive server does not delay the checks of the others.
    [Fact]
    public async Task Server_BesideOneThatHangs_IsFoundOutAllTheSame()
    {
        await using var unresponsive = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var third = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [unresponsive.Address, second.Address, third.Address],
            Often,
            "Aegis:Gateway:HealthTimeLimit=00:00:30",
            "Aegis:Gateway:RequestTimeLimit=01:00:00");
        await gateway.ReadyAsync(3);
        var checks = 0;
        unresponsive.Health = context =>
        {
            Interlocked.Increment(ref checks);
            return StubServer.Hang(context);
        };
        await Deadline.UntilAsync(() => Volatile.Read(ref checks) > 0);

        second.Health = context => StubServer.WriteAsync(context, 503, "draining");

        await gateway.ReadyAsync(2);
        Assert.Equal(1, checks);
    }

    // A server that drains during the upload of a body is not chosen for the request.
    [Fact]
    public async Task Server_ThatLeftDuringAnUpload_IsNotChosen()
    {
        await using var healthy = await StubServer.StartAsync();
        await using var draining = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([healthy.Address, draining.Address], Often);
        await gateway.ReadyAsync(2);
        using var first = await Upload.BeginAsync(gateway);
        using var second = await Upload.BeginAsync(gateway, underWay: 2);
        draining.Health = context => StubServer.WriteAsync(context, 503, "draining");
        await gateway.ReadyAsync(1);

        await first.FinishAsync();
        await second.FinishAsync();
        string[] answers = [await first.AnswerAsync(), await second.AnswerAsync()];

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal));
        Assert.Equal((2, 0), (healthy.Asked.Count, draining.Asked.Count));
    }

    // A server with a full queue is healthy, and gets further requests.
    [Fact]
    public async Task Server_ThatSays429_StaysIn()
    {
        await using var healthy = await StubServer.StartAsync();
        await using var full = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([healthy.Address, full.Address]);
        await gateway.ReadyAsync(2);
        full.Answer = StubServer.Refusal(429);

        await AskAsync(gateway, 10);

        Assert.Equal(10, healthy.Asked.Count);
        Assert.InRange(full.Asked.Count, 2, 10);
    }

    // The server's own answer says more than the gateway's would.
    [Fact]
    public async Task Servers_NoneOfWhichIsHealthy_AnswerForThemselves()
    {
        await using var only = await StubServer.StartAsync();
        only.Health = context => StubServer.WriteAsync(context, 503, "the model is broken");
        only.Answer = StubServer.Refusal(503);
        await using var gateway = await TestGateway.StartAsync([only.Address], Often);

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
        using var health = await gateway.Client.GetAsync("/health");

        Assert.Equal(StubServer.Error("refused with 503"), await response.Content.ReadAsStringAsync());
        Assert.Equal(StubServer.Error("the model is broken"), await health.Content.ReadAsStringAsync());
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
