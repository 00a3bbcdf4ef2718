using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Health;

public sealed class HealthMonitorTests
{
    private const string Body = """{"input": "text"}""";
    private const string Often = "Aegis:Gateway:HealthInterval=00:00:00.050";

    [Fact]
    public async Task Server_ThatIsNotWell_GetsNoRequestsUntilItIs()
    {
        await using var well = await StubServer.StartAsync();
        await using var ill = await StubServer.StartAsync();
        ill.Health = context => StubServer.WriteAsync(context, 503, "starting");
        await using var gateway = await TestGateway.StartAsync([well.Address, ill.Address], Often);
        await gateway.ReadyAsync(1);

        await AskAsync(gateway, 10);
        var (before, ofWell) = (ill.Asked.Count, well.Asked.Count);
        ill.Health = context => StubServer.WriteAsync(context, 200, "ok");
        await gateway.ReadyAsync(2);
        await AskAsync(gateway, 10);

        Assert.Equal((0, 10), (before, ofWell));
        Assert.Equal(5, ill.Asked.Count);
    }

    // Between two looks at its health a server that drains must not draw every request, since it never has one in hand.
    [Fact]
    public async Task Server_ThatSays503_GetsNothingMoreForAWhile()
    {
        await using var well = await StubServer.StartAsync();
        await using var draining = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [well.Address, draining.Address],
            "Aegis:Gateway:HealthInterval=00:01:00",
            "Aegis:Gateway:HealthTimeLimit=00:00:01",
            "Aegis:Gateway:RequestTimeLimit=01:00:00");
        await gateway.ReadyAsync(2);
        draining.Answer = StubServer.Refusal(503);

        await AskAsync(gateway, 20);

        Assert.Equal((20, 1), (well.Asked.Count, draining.Asked.Count));
    }

    // What a look at its health says counts more than what a request met before: a server is back as soon as it is well.
    [Fact]
    public async Task Server_ThatRefusedARequest_IsBackOnceItIsWell()
    {
        await using var well = await StubServer.StartAsync();
        await using var restarted = await StubServer.StartAsync();
        // For as long as the test may take it would stay out by itself.
        await using var gateway = await TestGateway.StartAsync(
            [well.Address, restarted.Address],
            Often,
            "Aegis:Gateway:HealthTimeLimit=00:00:30",
            "Aegis:Gateway:RequestTimeLimit=01:00:00");
        await gateway.ReadyAsync(2);
        restarted.Health = context => StubServer.WriteAsync(context, 503, "draining");
        restarted.Answer = StubServer.Refusal(503);
        await AskAsync(gateway, 2);
        await gateway.ReadyAsync(1);

        restarted.Health = context => StubServer.WriteAsync(context, 200, "ok");

        await gateway.ReadyAsync(2);
    }

    // Looks go on at everybody else while one server hangs.
    [Fact]
    public async Task Server_BesideOneThatHangs_IsFoundOutAllTheSame()
    {
        await using var hung = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var third = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [hung.Address, second.Address, third.Address],
            Often,
            "Aegis:Gateway:HealthTimeLimit=00:00:30",
            "Aegis:Gateway:RequestTimeLimit=01:00:00");
        await gateway.ReadyAsync(3);
        var looks = 0;
        hung.Health = context =>
        {
            Interlocked.Increment(ref looks);
            return StubServer.Hang(context);
        };
        await Deadline.UntilAsync(() => Volatile.Read(ref looks) > 0);

        second.Health = context => StubServer.WriteAsync(context, 503, "draining");

        await gateway.ReadyAsync(2);
        Assert.Equal(1, looks);
    }

    // A body takes its time: whoever has left meanwhile is not chosen for it.
    [Fact]
    public async Task Server_ThatLeftDuringAnUpload_IsNotChosen()
    {
        await using var well = await StubServer.StartAsync();
        await using var draining = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([well.Address, draining.Address], Often);
        await gateway.ReadyAsync(2);
        using var first = await Upload.BeginAsync(gateway);
        using var second = await Upload.BeginAsync(gateway, underWay: 2);
        draining.Health = context => StubServer.WriteAsync(context, 503, "draining");
        await gateway.ReadyAsync(1);

        await first.FinishAsync();
        await second.FinishAsync();
        string[] answers = [await first.AnswerAsync(), await second.AnswerAsync()];

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal));
        Assert.Equal((2, 0), (well.Asked.Count, draining.Asked.Count));
    }

    // A full queue is no illness: it is asked again, and says so again.
    [Fact]
    public async Task Server_ThatSays429_StaysIn()
    {
        await using var well = await StubServer.StartAsync();
        await using var full = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([well.Address, full.Address]);
        await gateway.ReadyAsync(2);
        full.Answer = StubServer.Refusal(429);

        await AskAsync(gateway, 10);

        Assert.Equal(10, well.Asked.Count);
        Assert.InRange(full.Asked.Count, 2, 10);
    }

    // Its own answer says more than the gateway's would.
    [Fact]
    public async Task Servers_NoneOfWhichIsWell_AnswerForThemselves()
    {
        await using var only = await StubServer.StartAsync();
        only.Health = context => StubServer.WriteAsync(context, 503, "the model is broken");
        only.Answer = StubServer.Refusal(503);
        await using var gateway = await TestGateway.StartAsync([only.Address], Often);

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
        using var health = await gateway.Client.GetAsync("/health");

        Assert.Equal("refused with 503", await response.Content.ReadAsStringAsync());
        Assert.Equal("the model is broken", await health.Content.ReadAsStringAsync());
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
