using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Balancing;

public sealed class LeastLoadedPolicyTests
{
    private const string Query = """{"input": "text"}""";

    [Fact]
    public async Task Servers_WithoutLoad_TakeTurns()
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        await gateway.ReadyAsync(2);

        for (var request = 0; request < 10; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Query);
        }

        Assert.Equal((5, 5), (first.Asked.Count, second.Asked.Count));
    }

    // One large request is more load than several queries, so the queries go to the other server.
    [Fact]
    public async Task Queries_BesideALargeRequest_GoToTheOtherServer()
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        await gateway.ReadyAsync(2);
        var end = new TaskCompletionSource();
        first.Answer = second.Answer = StubServer.AnswerAfter(end.Task);
        var large = EmbeddingsCaller.PostAsync(gateway.Client, $$"""{"input": "{{new string('x', 100_000)}}"}""");
        await Deadline.UntilAsync(() => first.Asked.Count + second.Asked.Count == 1);
        var (busy, other) = first.Asked.IsEmpty ? (second, first) : (first, second);

        var queries = Enumerable.Range(0, 20).Select(_ => EmbeddingsCaller.PostAsync(gateway.Client, Query)).ToArray();
        await Deadline.UntilAsync(() => other.Asked.Count == queries.Length);
        end.SetResult();
        await Task.WhenAll([large, .. queries]);

        Assert.Single(busy.Asked);
    }

    [Fact]
    public async Task Requests_OfTheSameSize_AreSharedEqually()
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        await gateway.ReadyAsync(2);
        var end = new TaskCompletionSource();
        first.Answer = second.Answer = StubServer.AnswerAfter(end.Task);

        for (var request = 1; request <= 20; request++)
        {
            _ = EmbeddingsCaller.PostAsync(gateway.Client, Query);
            // One after the other, with all of them in flight: the load decides, not the speed of a server.
            await Deadline.UntilAsync(() => first.Asked.Count + second.Asked.Count == request);
        }

        Assert.Equal((10, 10), (first.Asked.Count, second.Asked.Count));
        end.SetResult();
    }
}
