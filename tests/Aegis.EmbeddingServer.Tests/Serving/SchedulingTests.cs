using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Serving;

/// <summary>The scheduler through the server's front door, around models that block, throw or lie.</summary>
public sealed class SchedulingTests
{
    private const string OneWorker = "Aegis:Execution:Workers=1";

    [Fact]
    public async Task Answers_OfConcurrentRequests_BelongToTheirTexts()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        string[][] requests = [.. Enumerable.Range(0, 40).Select(request => Enumerable.Range(0, 1 + (request % 25))
            .Select(text => $"request {request} text {text} {new string('x', text)}")
            .ToArray())];
        var alone = new Dictionary<string, float[]>();
        foreach (var text in requests.SelectMany(texts => texts))
        {
            alone[text] = (await EmbeddingsCaller.VectorsAsync(server.Client, new { input = text }))[0];
        }

        var answers = await Task.WhenAll(requests.Select(texts => EmbeddingsCaller.VectorsAsync(server.Client, new { input = texts })));

        for (var request = 0; request < requests.Length; request++)
        {
            Assert.Equal(requests[request].Select(text => alone[text]), answers[request]);
        }
    }

    [Fact]
    public async Task Request_ThatTheQueueHasNoRoomFor_IsRefusedWhole()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(
            TestModels.Around(model), OneWorker, "Aegis:Api:MaxInputs=3", "Aegis:Admission:MaxQueuedInputs=6");
        model.Close();
        var first = EmbeddingsCaller.VectorsAsync(server.Client, new { input = new[] { "a", "b", "c" } });
        await model.EnteredAsync();

        using var refused = await EmbeddingsCaller.PostAsync(server.Client, """{"input":["d","e"]}""");
        var error = await EmbeddingsCaller.ErrorAsync(refused);
        model.Open();

        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_error", "overloaded"), (error.Status, error.Type, error.Code));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.True(refused.Headers.Contains("retry-after-ms"));
        Assert.Equal(3, (await first).Length);
        Assert.Equal(2, (await EmbeddingsCaller.VectorsAsync(server.Client, new { input = new[] { "d", "e" } })).Length);
    }

    [Fact]
    public async Task Request_WhoseCallerHangsUp_LeavesTheQueue()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(
            TestModels.Around(model), OneWorker, "Aegis:Api:MaxInputs=4", "Aegis:Admission:MaxQueuedInputs=10");
        var warmedUp = model.Computed;
        model.Close();
        var running = EmbeddingsCaller.VectorsAsync(server.Client, new { input = "a" });
        await model.EnteredAsync();
        using var hangUp = new CancellationTokenSource();
        using var content = new StringContent("""{"input":["b b","c c","d d","e e"]}""", System.Text.Encoding.UTF8, "application/json");
        var gone = server.Client.PostAsync("/v1/embeddings", content, hangUp.Token);
        var engine = server.Services.GetRequiredService<ServingState>().Current.Engine!;
        await Deadline.UntilAsync(() => engine.Scheduler.QueuedInputs == 5);

        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await Deadline.UntilAsync(() => engine.Scheduler.QueuedInputs == 1);
        model.Open();
        await running;

        Assert.Equal(warmedUp + 1, model.Computed);
    }

    [Fact]
    public async Task Request_OverItsTimeLimit_Answers504AndLeavesTheQueue()
    {
        var model = new GatedModel();
        var clock = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(TestModels.Around(model), clock, OneWorker);
        model.Close();
        var slow = EmbeddingsCaller.ErrorAsync(server.Client, """{"input":["a","b b","c c c","d d d d d d d d d d d d"]}""");
        await model.EnteredAsync();

        await Deadline.PassTimeUntilAsync(clock, slow);
        var error = await slow;
        model.Open();

        Assert.Equal((HttpStatusCode.GatewayTimeout, "timeout_error", "upstream_timeout"), (error.Status, error.Type, error.Code));
        var scheduler = server.Services.GetRequiredService<ServingState>().Current.Engine!;
        await Deadline.UntilAsync(() => scheduler.QueuedInputs == 0);
    }

    // One worker: while it is stuck, only one that takes its place can answer.
    [Fact]
    public async Task Run_ThatIsStuck_FailsItsOwnRequestOnly()
    {
        var model = new StuckModel();
        var clock = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(TestModels.Around(model), clock, OneWorker);
        var failing = EmbeddingsCaller.ErrorAsync(server.Client, """{"input":"one two three four five"}""");
        await model.EnteredAsync();

        await Deadline.PassTimeUntilAsync(clock, failing);
        var others = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = new[] { "one", "two" } });
        var scheduler = server.Services.GetRequiredService<ServingState>().Current.Engine!;
        await Deadline.UntilAsync(() => scheduler.QueuedInputs == 0);
        model.Release();

        Assert.Equal((HttpStatusCode.GatewayTimeout, "upstream_timeout"), ((await failing).Status, (await failing).Code));
        Assert.Equal(2, others.Length);
    }

    [Fact]
    public async Task Model_ThatGetsStuckAgainAndAgain_IsNoLongerReady()
    {
        var model = new StuckModel();
        var clock = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(TestModels.Around(model), clock, OneWorker);
        // The worker, and the one that takes its place.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var failing = EmbeddingsCaller.ErrorAsync(server.Client, """{"input":"one two three four five"}""");
            await model.EnteredAsync();
            await Deadline.PassTimeUntilAsync(clock, failing);
            Assert.Equal(HttpStatusCode.GatewayTimeout, (await failing).Status);
        }

        var health = await server.Client.GetAsync("/health");
        var scheduler = server.Services.GetRequiredService<ServingState>().Current.Engine!;
        model.Release();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(0, scheduler.QueuedInputs);
    }

    // The body never comes: the queue is full already, and nobody waits for it.
    [Fact]
    public async Task Request_WhileTheQueueIsFull_IsRefusedBeforeItsBodyIsRead()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(TestModels.Around(model), OneWorker, "Aegis:Admission:MaxQueuedRequests=2");
        model.Close();
        var first = EmbeddingsCaller.VectorsAsync(server.Client, new { input = "a" });
        await model.EnteredAsync();

        var answer = await RawHttp.SendAsync(
            server.Address,
            "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\nConnection: close\r\n\r\n");
        model.Open();

        Assert.StartsWith("HTTP/1.1 429", answer, StringComparison.Ordinal);
        Assert.Single(await first);
    }

    [Fact]
    public async Task Texts_ThatAreTheSame_AreComputedOnce()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(TestModels.Around(model), OneWorker);
        model.Close();
        var running = EmbeddingsCaller.VectorsAsync(server.Client, new { input = "first" });
        await model.EnteredAsync();
        var before = model.Computed;
        var scheduler = server.Services.GetRequiredService<ServingState>().Current.Engine!;
        var waiting = Enumerable.Range(0, 5)
            .Select(_ => EmbeddingsCaller.VectorsAsync(server.Client, new { input = new[] { "same", "same" } }))
            .ToArray();
        await Deadline.UntilAsync(() => scheduler.QueuedInputs == 11);
        model.Open();
        await running;

        Assert.All(await Task.WhenAll(waiting), vectors => Assert.Equal(2, vectors.Length));
        Assert.Equal(before + 2, model.Computed);
    }

    [Fact]
    public async Task Model_WhoseFirstJobFails_IsNotServed()
    {
        await using var server = await TestServer.StartAsync(
            TestModels.Around(new DelegateModel((_, _) => throw new InvalidOperationException())));

        Assert.Equal(ServingStatus.Error, server.Services.GetRequiredService<ServingState>().Current.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await EmbeddingsCaller.ErrorAsync(server.Client, """{"input":"a"}""")).Status);
    }

    [Fact]
    public async Task Run_ThatThrows_FailsItsOwnRequestOnly()
    {
        var model = new DelegateModel((batch, vectors) =>
        {
            if (batch.Any(sequence => sequence.Length == 7))
            {
                throw new InvalidOperationException("secret detail");
            }

            DelegateModel.FillUnit(vectors, 4);
        });
        await using var server = await TestServer.StartAsync(TestModels.Around(model));

        var error = await EmbeddingsCaller.ErrorAsync(server.Client, """{"input":"one two three four five"}""");

        Assert.Equal((HttpStatusCode.InternalServerError, "server_error", "internal"), (error.Status, error.Type, error.Code));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Single(await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "one" }));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0.99f)]
    public async Task WrongVector_IsNeverAnswered_AndTakesReadinessUntilARunIsRight(float component)
    {
        var right = true;
        var model = new DelegateModel((_, vectors) =>
        {
            DelegateModel.FillUnit(vectors, 4);
            vectors.Span[0] = Volatile.Read(ref right) ? 1 : component;
        });
        await using var server = await TestServer.StartAsync(TestModels.Around(model));

        Volatile.Write(ref right, false);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Equal(
                HttpStatusCode.InternalServerError,
                (await EmbeddingsCaller.ErrorAsync(server.Client, """{"input":"a"}""")).Status);
        }

        var sick = await server.Client.GetAsync("/health");
        Volatile.Write(ref right, true);
        await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "a" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, sick.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health")).StatusCode);
    }
}
