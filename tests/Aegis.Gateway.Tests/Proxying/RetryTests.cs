using System.Net;
using Aegis.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Aegis.Gateway.Tests.Proxying;

/// <summary>Which server is asked when the first one does not answer, and what the caller sees.</summary>
public sealed class RetryTests
{
    private const string Body = """{"input": "text"}""";

    // The servers take turns, so one of two requests goes to the wrong server first.
    public static TheoryData<string> Misbehaviours => ["overloaded", "unavailable", "breaks off", "gone"];

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task Server_ThatDoesNotAnswer_IsReplacedByAnother(string misbehaviour)
    {
        await using var good = await StubServer.StartAsync("good");
        await using var bad = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([good.Address, bad.Address]);
        await gateway.ReadyAsync(2);
        await MisbehaveAsync(bad, misbehaviour);

        for (var request = 0; request < 4; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);

            Assert.Equal((HttpStatusCode.OK, "good"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
            Assert.Null(response.Headers.RetryAfter);
            Assert.Single(response.Headers.GetValues("x-request-id"));
        }

        Assert.All(good.Asked, body => Assert.Equal(Body, body));
        Assert.Equal(4, good.Asked.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Refusal_OfBoth_IsTheSecondsAnswer(int status)
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        await gateway.ReadyAsync(2);
        first.Answer = second.Answer = StubServer.Refusal(status);

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);

        Assert.Equal(
            (status, StubServer.Error($"refused with {status}")),
            ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        // Each server once: a retry must not make an overload worse.
        Assert.Equal((1, 1), (first.Asked.Count, second.Asked.Count));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(504)]
    public async Task Answer_OfAnyOtherStatus_IsPassedOn(int status)
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        await gateway.ReadyAsync(2);
        first.Answer = second.Answer = context => StubServer.WriteAsync(context, status, "told");

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);

        Assert.Equal((status, StubServer.Error("told")), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(1, first.Asked.Count + second.Asked.Count);
    }

    // The gateway has not passed on anything of a small answer by then.
    [Fact]
    public async Task SmallAnswer_ThatBreaksOffInTheMiddle_IsAskedForAgain()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var bad = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([good.Address, bad.Address]);
        await gateway.ReadyAsync(2);
        bad.Answer = StubServer.BreakOffInTheMiddle(1000, Task.CompletedTask);

        for (var request = 0; request < 2; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
            Assert.Equal("good", await response.Content.ReadAsStringAsync());
        }

        Assert.Equal((1, 2), (bad.Asked.Count, good.Asked.Count));
    }

    // Half of an answer cannot be taken back: the caller sees a broken connection, never two halves as one answer.
    [Fact]
    public async Task LargeAnswer_ThatBreaksOffInTheMiddle_IsNotAskedForAgain()
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        await gateway.ReadyAsync(2);
        var begun = new TaskCompletionSource();
        first.Answer = second.Answer = StubServer.BreakOffInTheMiddle(1_000_000, begun.Task);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings") { Content = new StringContent(Body) };

        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        begun.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());

        Assert.Equal(1, first.Asked.Count + second.Asked.Count);
    }

    // The states at the time of the refusal count, not those when the request came.
    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Server_ThatCameMeanwhile_IsAsked(int status)
    {
        await using var newcomer = await StubServer.StartAsync("newcomer");
        await using var old = await StubServer.StartAsync();
        newcomer.Health = context => StubServer.WriteAsync(context, 503, "starting");
        await using var gateway = await TestGateway.StartAsync(
            [old.Address, newcomer.Address],
            "Aegis:Gateway:HealthInterval=00:00:00.050");
        await gateway.ReadyAsync(1);
        var end = new TaskCompletionSource();
        old.Answer = async context =>
        {
            await end.Task;
            await StubServer.Refusal(status)(context);
        };
        var answer = EmbeddingsCaller.PostAsync(gateway.Client, Body);
        await Deadline.UntilAsync(() => old.Asked.Count == 1);
        newcomer.Health = StubServer.Healthy;
        await gateway.ReadyAsync(2);
        end.SetResult();

        Assert.Equal("newcomer", await TestGateway.TextAsync(answer));
    }

    // The other server may be healthy by now. Restarts one by one leave no time without a server.
    [Fact]
    public async Task Server_ThatIsNotKnownToBeWellYet_IsAskedWhenTheOtherDrains()
    {
        await using var restarted = await StubServer.StartAsync("restarted");
        await using var draining = await StubServer.StartAsync();
        restarted.Health = context => StubServer.WriteAsync(context, 503, "starting");
        draining.Answer = StubServer.Refusal(503);
        await using var gateway = await TestGateway.StartAsync(
            [draining.Address, restarted.Address],
            "Aegis:Gateway:HealthInterval=00:00:00.050");
        await gateway.ReadyAsync(1);

        Assert.Equal("restarted", await TestGateway.TextAsync(EmbeddingsCaller.PostAsync(gateway.Client, Body)));
    }

    // It refuses new requests, and answers those in flight.
    [Fact]
    public async Task Server_ThatDrains_AnswersWhatItHas()
    {
        await using var other = await StubServer.StartAsync("other");
        await using var draining = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [draining.Address, other.Address],
            "Aegis:Gateway:HealthInterval=00:00:00.050");
        await gateway.ReadyAsync(2);
        var end = new TaskCompletionSource();
        draining.Answer = StubServer.AnswerAfter(end.Task, "drained");
        var answers = Enumerable.Range(0, 2).Select(_ => EmbeddingsCaller.PostAsync(gateway.Client, Body)).ToArray();
        await Deadline.UntilAsync(() => draining.Asked.Count == 1);
        draining.Health = context => StubServer.WriteAsync(context, 503, "draining");
        await gateway.ReadyAsync(1);
        end.SetResult();

        string[] texts = [await TestGateway.TextAsync(answers[0]), await TestGateway.TextAsync(answers[1])];

        Assert.Equal(["drained", "other"], texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task LargeBody_ForTheSecondServer_IsWhole()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var bad = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([bad.Address, good.Address]);
        await gateway.ReadyAsync(2);
        bad.Answer = StubServer.Refusal(429);
        var body = $$"""{"input": "{{new string('x', 1_000_000)}}"}""";

        for (var request = 0; request < 2; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.All(good.Asked, asked => Assert.Equal(body, asked));
    }

    private static async Task MisbehaveAsync(StubServer server, string how)
    {
        switch (how)
        {
            case "overloaded":
                server.Answer = StubServer.Refusal(StatusCodes.Status429TooManyRequests);
                break;
            case "unavailable":
                server.Answer = StubServer.Refusal(StatusCodes.Status503ServiceUnavailable);
                break;
            case "breaks off":
                server.Answer = StubServer.BreakOff;
                break;
            default:
                await server.DisposeAsync();
                break;
        }
    }
}
