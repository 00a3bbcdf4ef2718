using System.Net;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Proxying;

/// <summary>Servers that do not answer: once a server is unresponsive, its requests in flight go to another one.</summary>
public sealed class HangTests
{
    private const string Body = """{"input": "text"}""";

    [Fact]
    public async Task Server_ThatHangs_LosesWhatItHasToAnother()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var unresponsive = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [unresponsive.Address, good.Address],
            "Aegis:Gateway:HealthInterval=00:00:00.050",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.500");
        await gateway.ReadyAsync(2);
        unresponsive.Answer = StubServer.Hang;
        unresponsive.Health = StubServer.Hang;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EmbeddingsCaller.PostAsync(gateway.Client, Body)));

        foreach (var response in answers)
        {
            Assert.Equal((HttpStatusCode.OK, "good"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
            response.Dispose();
        }

        Assert.NotEmpty(unresponsive.Asked);
        Assert.Equal(8, good.Asked.Count);
    }

    // One time-out does not make a server unresponsive: its requests would be computed twice.
    [Fact]
    public async Task Server_ThatIsSilentOnce_KeepsWhatItHas()
    {
        await using var other = await StubServer.StartAsync("other");
        await using var slow = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [slow.Address, other.Address],
            "Aegis:Gateway:HealthInterval=00:00:00.050",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.500");
        await gateway.ReadyAsync(2);
        var end = new TaskCompletionSource();
        slow.Answer = StubServer.AnswerAfter(end.Task, "slow");
        var answers = Enumerable.Range(0, 2).Select(_ => EmbeddingsCaller.PostAsync(gateway.Client, Body)).ToArray();
        await Deadline.UntilAsync(() => slow.Asked.Count == 1);
        var timeouts = 0;
        slow.Health = context =>
            Interlocked.Increment(ref timeouts) == 1 ? StubServer.Hang(context) : StubServer.Healthy(context);
        await Deadline.UntilAsync(() => Volatile.Read(ref timeouts) > 1);
        await gateway.ReadyAsync(2);
        end.SetResult();

        string[] texts = [await TestGateway.TextAsync(answers[0]), await TestGateway.TextAsync(answers[1])];

        Assert.Equal(["other", "slow"], texts.Order(StringComparer.Ordinal));
    }

    // A server that refuses the connection of a health check has died or is out of connections. Requests in flight fail by themselves.
    [Fact]
    public async Task Server_ThatBreaksOffLooks_KeepsWhatItHas()
    {
        await using var slow = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([slow.Address], "Aegis:Gateway:HealthInterval=00:00:00.050");
        await gateway.ReadyAsync(1);
        var end = new TaskCompletionSource();
        slow.Answer = StubServer.AnswerAfter(end.Task, "slow");
        var answer = EmbeddingsCaller.PostAsync(gateway.Client, Body);
        await Deadline.UntilAsync(() => slow.Asked.Count == 1);
        var checks = 0;
        slow.Health = context =>
        {
            Interlocked.Increment(ref checks);
            return StubServer.BreakOff(context);
        };
        await Deadline.UntilAsync(() => Volatile.Read(ref checks) > 5);
        end.SetResult();

        Assert.Equal("slow", await TestGateway.TextAsync(answer));
    }

    // A machine that is gone does not accept a connection. That is no long computation, so another server is asked.
    [Fact]
    public async Task Server_ThatAcceptsNoConnection_IsReplacedByAnother()
    {
        await using var good = await StubServer.StartAsync("good");
        using var full = await FullListener.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [full.Address, good.Address],
            "Aegis:Gateway:HealthInterval=00:01:00",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.500",
            "Aegis:Gateway:RequestTimeLimit=01:00:00");

        // Until the first health checks end, both servers take turns.
        var answers = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => TestGateway.TextAsync(EmbeddingsCaller.PostAsync(gateway.Client, Body))));

        Assert.Equal(["good", "good"], answers);
    }

    // The gateway passes on a small answer only when all of it has arrived.
    [Fact]
    public async Task Server_ThatHangsInTheMiddleOfASmallAnswer_LosesItToAnother()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var unresponsive = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [unresponsive.Address, good.Address],
            "Aegis:Gateway:HealthInterval=00:00:00.050",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.500");
        await gateway.ReadyAsync(2);
        unresponsive.Answer = StubServer.HangInTheMiddle(1000);
        unresponsive.Health = StubServer.Hang;

        var answers = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => TestGateway.TextAsync(EmbeddingsCaller.PostAsync(gateway.Client, Body))));

        Assert.Equal(["good", "good"], answers);
        Assert.Single(unresponsive.Asked);
    }
}
