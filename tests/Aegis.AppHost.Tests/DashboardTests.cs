using System.Diagnostics;

namespace Aegis.AppHost.Tests;

/// <summary>What a user sees and can do in the dashboard.</summary>
[Collection(GraphTestGroup.Name)]
public sealed class DashboardTests(Graph graph) : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3), TimeProvider.System);

    private CancellationToken Cancellation => _deadline.Token;

    public void Dispose() => _deadline.Dispose();

    [Theory]
    [InlineData("embeddings", "Page /", "API reference /docs", "Health /health", "Metrics /metrics")]
    [InlineData("soak", "Soak page /", "Health /health")]
    public async Task Resource_Healthy_HasItsLinksInTheirOrder(string resource, params string[] links)
    {
        var healthy = await HealthyAsync(resource);

        Assert.Equal(
            links,
            healthy.Snapshot.Urls
                .OrderByDescending(url => url.DisplayProperties.SortOrder)
                .Select(url => $"{url.DisplayProperties.DisplayName} {new Uri(url.Url).AbsolutePath}"));
        Assert.All(healthy.Snapshot.Urls, url => Assert.False(url.IsInternal || url.IsInactive));
    }

    // The soak runner does not trace its load, only requests to its page.
    [Theory]
    [InlineData("embeddings", "/v1/models")]
    [InlineData("soak", "/api/state")]
    public async Task Resource_AskedForSomething_HasLogsTracesAndMetricsInTheDashboard(string resource, string path)
    {
        await HealthyAsync(resource);
        using var client = graph.App.CreateHttpClient(resource);
        await client.GetStringAsync(path, Cancellation);
        using var dashboard = await graph.DashboardAsync(Cancellation);

        await DashboardTelemetry.ResourceAsync(
            dashboard,
            resource,
            received => received is { HasLogs: true, HasTraces: true, HasMetrics: true },
            Cancellation);
    }

    [Fact]
    public async Task EmbedSentence_WithASentence_ShowsModelTokensAndVector()
    {
        await HealthyAsync("embeddings");

        var result = await EmbedAsync("hello");

        Assert.True(result.Success, result.Message);
        Assert.Equal("all-MiniLM-L6-v2: 3 tokens, 384 dimensions.", result.Message);
        Assert.Equal(CommandResultFormat.Markdown, result.Data?.Format);
        Assert.All(
            [
                "| Model | all-MiniLM-L6-v2 |", "| Tokens | 3 |", "| Dimensions | 384 |", "| Cut to the model's limit | no |",
                "| Norm | 1.000000 |", "| Time | tokenize ",
            ],
            row => Assert.Contains(row, result.Data?.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EmbedSentence_LongerThanTheModelTakes_SaysThatItWasCut()
    {
        await HealthyAsync("embeddings");

        var result = await EmbedAsync(string.Concat(Enumerable.Repeat("word ", 300)));

        Assert.Contains("| Tokens | 256 |", result.Data?.Value, StringComparison.Ordinal);
        Assert.Contains("| Cut to the model's limit | yes |", result.Data?.Value, StringComparison.Ordinal);
    }

    // A script cannot enter a sentence.
    [Fact]
    public async Task EmbedSentence_WithoutOne_TakesItsDefault()
    {
        await HealthyAsync("embeddings");

        var result = await graph.App.ResourceCommands.ExecuteCommandAsync("embeddings", "embed-sentence", Cancellation);

        Assert.Equal((true, "all-MiniLM-L6-v2: 12 tokens, 384 dimensions."), (result.Success, result.Message));
    }

    [Fact]
    public async Task EmbedSentence_OfWhiteSpace_IsRefused()
    {
        await HealthyAsync("embeddings");

        Assert.False((await EmbedAsync("  ")).Success);
    }

    [Fact]
    public async Task RunCanary_RightModel_Passes()
    {
        await HealthyAsync("embeddings");

        var result = await graph.App.ResourceCommands.ExecuteCommandAsync("embeddings", "run-canary", Cancellation);

        Assert.True(result.Success, result.Message);
        Assert.Contains("20 known texts got the right vectors", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogRecord_OfARequest_IsInTheDashboardUnderItsTrace()
    {
        await HealthyAsync("embeddings");
        var traceId = ActivityTraceId.CreateRandom().ToHexString();
        using var client = graph.Embeddings();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/canary");
        request.Headers.Add("traceparent", $"00-{traceId}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        (await client.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();

        using var dashboard = await graph.DashboardAsync(Cancellation);
        var log = await DashboardTelemetry.LogAsync(dashboard, "embeddings", record => record.TraceId == traceId, Cancellation);

        Assert.Equal(("Information", "CanaryPassed"), (log.Severity, log.EventName));
        Assert.Contains("the canary passes, all-MiniLM-L6-v2", log.Message, StringComparison.Ordinal);
    }

    private Task<ExecuteCommandResult> EmbedAsync(string sentence) => graph.App.ResourceCommands.ExecuteCommandAsync(
        "embeddings",
        "embed-sentence",
        new InteractionInputCollection([new InteractionInput { Name = "sentence", InputType = InputType.Text, Value = sentence }]),
        Cancellation);

    // The soak runner waits for its start command.
    private async Task<ResourceEvent> HealthyAsync(string resource)
    {
        var state = await graph.App.ResourceNotifications.WaitForResourceAsync(resource, _ => true, Cancellation);
        if (state.Snapshot.State?.Text == KnownResourceStates.NotStarted)
        {
            await graph.App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, Cancellation);
        }

        return await graph.App.ResourceNotifications.WaitForResourceHealthyAsync(resource, Cancellation);
    }
}
