using System.Net;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Proxying;

/// <summary>Servers that say nothing: what they have goes to another one, once it is sure that they have hung.</summary>
public sealed class HangTests
{
    private const string Body = """{"input": "text"}""";

    [Fact]
    public async Task Server_ThatHangs_LosesWhatItHasToAnother()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var hung = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [hung.Address, good.Address],
            "Aegis:Gateway:HealthInterval=00:00:00.050",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.500");
        await gateway.ReadyAsync(2);
        hung.Answer = StubServer.Hang;
        hung.Health = StubServer.Hang;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EmbeddingsCaller.PostAsync(gateway.Client, Body)));

        foreach (var response in answers)
        {
            Assert.Equal((HttpStatusCode.OK, "good"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
            response.Dispose();
        }

        Assert.NotEmpty(hung.Asked);
        Assert.Equal(8, good.Asked.Count);
    }

    // One that is slow once is not hung: what it has would be done twice, and elsewhere somebody waits for it.
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
            Interlocked.Increment(ref timeouts) == 1 ? StubServer.Hang(context) : StubServer.WriteAsync(context, 200, "ok");
        await Deadline.UntilAsync(() => Volatile.Read(ref timeouts) > 1);
        await gateway.ReadyAsync(2);
        end.SetResult();

        string[] texts = [await TestGateway.TextAsync(answers[0]), await TestGateway.TextAsync(answers[1])];

        Assert.Equal(["other", "slow"], texts.Order(StringComparer.Ordinal));
    }

    // Who refuses a look has died or has no room for another connection; what it has says by itself whether it is lost.
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
        var looks = 0;
        slow.Health = context =>
        {
            Interlocked.Increment(ref looks);
            return StubServer.BreakOff(context);
        };
        await Deadline.UntilAsync(() => Volatile.Read(ref looks) > 5);
        end.SetResult();

        Assert.Equal("slow", await TestGateway.TextAsync(answer));
    }

    // A machine that is gone says nothing to a new connection: that is no long computation, and another one is asked.
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

        // Before the first looks have ended both are asked in turn.
        var answers = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => TestGateway.TextAsync(EmbeddingsCaller.PostAsync(gateway.Client, Body))));

        Assert.Equal(["good", "good"], answers);
    }

    // Nothing of a small answer has been passed on before all of it is there.
    [Fact]
    public async Task Server_ThatHangsInTheMiddleOfASmallAnswer_LosesItToAnother()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var hung = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [hung.Address, good.Address],
            "Aegis:Gateway:HealthInterval=00:00:00.050",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.500");
        await gateway.ReadyAsync(2);
        hung.Answer = StubServer.HangInTheMiddle(1000);
        hung.Health = StubServer.Hang;

        var answers = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => TestGateway.TextAsync(EmbeddingsCaller.PostAsync(gateway.Client, Body))));

        Assert.Equal(["good", "good"], answers);
        Assert.Single(hung.Asked);
    }
}
