using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>The spans of requests and Runs, as somebody who records everything sees them.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Id = "x-request-id";

    private readonly TelemetrySpy _spy = new();

    public void Dispose() => _spy.Dispose();

    [Fact]
    public async Task Request_ThatIsAnswered_HasItsStagesAsChildrenAndLinksToItsRun()
    {
        await using var server = await TestServer.StartSeenAsync(_spy, null, "Aegis:Backend=deterministic");

        var span = await SendAsync(server, """{"input":["one","two words"],"model":"text-embedding-3-small","dimensions":8}""");

        var children = _spy.ChildrenOf(span);
        Assert.Equal(["read", "tokenize", "queue", "inference", "write"], children.Select(child => child.OperationName));
        Assert.All(
            children,
            child => Assert.True(child.StartTimeUtc + child.Duration <= span.StartTimeUtc + span.Duration + TimeSpan.FromMilliseconds(1)));
        Assert.Equal(
            [
                ("aegis.batches", 1), ("aegis.execution.provider", "cpu"), ("aegis.inputs", 2), ("aegis.inputs.truncated", 0),
                ("aegis.precision", "none"), ("gen_ai.embeddings.dimension.count", 8), ("gen_ai.operation.name", "embeddings"),
                ("gen_ai.provider.name", "aegis"), ("gen_ai.request.model", "text-embedding-3-small"),
                ("gen_ai.response.model", "aegis-deterministic"), ("gen_ai.usage.input_tokens", 7),
            ],
            OwnTags(span));
        var run = RunOf(Assert.Single(span.Links));
        Assert.Equal(default, run.ParentSpanId);
        Assert.NotEqual(span.TraceId, run.TraceId);
        Assert.Equal(2, run.GetTagItem("aegis.batch.sequences"));
        Assert.Equal(7, run.GetTagItem("aegis.batch.tokens"));
        Assert.Equal(8 / 7.0, run.GetTagItem("aegis.batch.padding_ratio"));
    }

    [Fact]
    public async Task Requests_InOneRun_LinkToTheSameSpan()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartSeenAsync(_spy, TestModels.Around(model), "Aegis:Execution:Workers=1");
        model.Close();
        var first = SendAsync(server, """{"input":"alone"}""");
        await model.EnteredAsync();
        var second = SendAsync(server, """{"input":"a neighbour"}""");
        var third = SendAsync(server, """{"input":"of another"}""");
        await Deadline.UntilAsync(() => server.Services.GetRequiredService<ServingState>().Current.Engine!.QueuedInputs == 3);
        model.Open();

        var alone = Assert.Single((await first).Links);
        var shared = Assert.Single((await second).Links);

        Assert.Equal(shared.Context.SpanId, Assert.Single((await third).Links).Context.SpanId);
        Assert.NotEqual(shared.Context.SpanId, alone.Context.SpanId);
        Assert.Equal(2, RunOf(shared).GetTagItem("aegis.batch.sequences"));
    }

    [Fact]
    public async Task Request_OfManyRuns_LinksToEachAndCountsThem()
    {
        await using var server = await TestServer.StartSeenAsync(
            _spy,
            null,
            "Aegis:Backend=deterministic",
            "Aegis:Execution:MaxRunTokens=32");
        var words = string.Join(' ', Enumerable.Repeat("word", 28));

        var span = await SendAsync(
            server,
            $$"""{"input":[{{string.Join(',', Enumerable.Range(0, 150).Select(number => $"\"{words} {number}\""))}}]}""");

        Assert.Equal(150, span.GetTagItem("aegis.batches"));
        // As many as a span may have.
        Assert.Equal(128, span.Links.Select(link => link.Context.SpanId).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"input":[]}""", "invalid_request")]
    [InlineData("""{"input":"x","model":"unknown"}""", "model_not_found")]
    [InlineData("{", "invalid_request")]
    public async Task Request_ThatIsRefused_SaysWhyAndNothingMore(string body, string code)
    {
        await using var server = await TestServer.StartSeenAsync(_spy, null, "Aegis:Backend=deterministic");

        var span = await SendAsync(server, body);

        Assert.Equal(code, span.GetTagItem("aegis.failure"));
        Assert.Empty(span.Links);
        Assert.Equal(["read"], _spy.ChildrenOf(span).Select(child => child.OperationName));
        Assert.Null(span.GetTagItem("aegis.inputs"));
        Assert.Null(span.GetTagItem("gen_ai.request.model"));
    }

    [Fact]
    public async Task Request_WhoseRunFailed_HasStagesUpToThere()
    {
        await using var server = await TestServer.StartSeenAsync(
            _spy,
            TestModels.Around(new FailingModel()),
            "Aegis:Execution:Workers=1");

        var span = await SendAsync(server, """{"input":"x"}""");

        Assert.Equal("internal", span.GetTagItem("aegis.failure"));
        Assert.Equal(["read", "tokenize", "queue", "inference"], _spy.ChildrenOf(span).Select(child => child.OperationName));
        Assert.Single(span.Links);
    }

    [Fact]
    public async Task Request_WhoseCallerHangsUp_HasStagesUpToThere()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartSeenAsync(_spy, TestModels.Around(model), "Aegis:Execution:Workers=1");
        model.Close();
        using var hangUp = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings")
        {
            Content = new StringContent("""{"input":"x"}""", null, "application/json")
        };
        request.Headers.Add(Id, "hangs-up");
        var sent = server.Client.SendAsync(request, hangUp.Token);
        await model.EnteredAsync();
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);

        var span = await _spy.RequestSpanAsync("hangs-up");
        model.Open();

        Assert.Equal("caller_gone", span.GetTagItem("aegis.failure"));
        Assert.Equal(["read", "tokenize", "queue", "inference"], _spy.ChildrenOf(span).Select(child => child.OperationName));
        Assert.Null(span.GetTagItem("gen_ai.embeddings.dimension.count"));
    }

    private async Task<Activity> SendAsync(TestServer server, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings")
        {
            Content = new StringContent(body, null, "application/json")
        };
        var id = Guid.NewGuid().ToString("N");
        request.Headers.Add(Id, id);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(id, Assert.Single(response.Headers.GetValues(Id)));
        return await _spy.RequestSpanAsync(id);
    }

    private Activity RunOf(ActivityLink link)
    {
        var batch = _spy.Spans.Single(span => span.SpanId == link.Context.SpanId);
        Assert.Equal("batch", batch.OperationName);
        return batch;
    }

    // Without those of the web framework, and the id that was looked for.
    private static (string, object?)[] OwnTags(Activity span) =>
        [.. span.TagObjects.Where(tag => tag.Key.StartsWith("gen_ai.", StringComparison.Ordinal)
            || (tag.Key.StartsWith("aegis.", StringComparison.Ordinal) && tag.Key != "aegis.request.id"))
            .Select(tag => (tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal)];
}
