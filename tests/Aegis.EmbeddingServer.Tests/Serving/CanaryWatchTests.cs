using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.EmbeddingServer.Tests.Serving;

/// <summary>A model that goes bad while it serves is found out, and serves nothing until it is right again.</summary>
public sealed class CanaryWatchTests
{
    private static readonly Canary Canary = new(new ReferenceVectors([new("one", [1, 0, 0, 0])]), 0.999, "the test");

    private readonly FakeTimeProvider _clock = new();
    private volatile bool _isWrong;

    [Fact]
    public async Task Server_CanaryFails_IsNotReadyAndAnswersNothingUntilItPasses()
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await EmbedAsync(server));

        _isWrong = true;
        await PassUntilAsync(server, CanaryWatch.Interval, HttpStatusCode.ServiceUnavailable);
        var error = await EmbeddingsCaller.ErrorAsync(server.Client, """{"input":"hello"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
        Assert.Contains("no longer get the right vectors", error.Message, StringComparison.Ordinal);

        _isWrong = false;
        await PassUntilAsync(server, CanaryWatch.IntervalWhileWrong, HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, await EmbedAsync(server));
    }

    [Fact]
    public async Task Server_CanaryThrows_IsAWrongCanary()
    {
        await using var server = await StartAsync(() => throw new ArithmeticException("the driver is gone"));

        _isWrong = true;
        await PassUntilAsync(server, CanaryWatch.Interval, HttpStatusCode.ServiceUnavailable);

        Assert.Contains(
            "the driver is gone",
            await (await server.Client.GetAsync("/health")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    private Task<TestServer> StartAsync(Action? whenWrong = null)
    {
        var model = new DelegateModel((_, vectors) =>
        {
            DelegateModel.FillUnit(vectors, 4);
            if (_isWrong)
            {
                whenWrong?.Invoke();
                vectors.Span.Reverse();
            }
        });
        return TestServer.StartAsync(() => TestModels.Around(model)() with { Canary = Canary }, _clock);
    }

    // Time passes until the watch, which works on a thread of its own, has looked.
    private Task PassUntilAsync(TestServer server, TimeSpan interval, HttpStatusCode expected) => Deadline.UntilAsync(async () =>
    {
        _clock.Advance(interval);
        return (await server.Client.GetAsync("/health")).StatusCode == expected;
    });

    private static async Task<HttpStatusCode> EmbedAsync(TestServer server) =>
        (await EmbeddingsCaller.PostAsync(server.Client, """{"input":"hello"}""")).StatusCode;
}
