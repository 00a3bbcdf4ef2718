using System.Diagnostics;
using System.Net.Http.Json;
using System.Numerics.Tensors;
using System.Text.Json;

namespace Aegis.AppHost.Tests;

[Collection(GraphTestGroup.Name)]
public sealed class GraphTests(Graph graph) : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3), TimeProvider.System);

    private CancellationToken Cancellation => _deadline.Token;

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public async Task Server_ThroughServiceDiscovery_GivesTheGoldenVector()
    {
        await graph.HealthyAsync(Cancellation);
        var (text, golden) = Golden();
        using var client = graph.Embeddings();

        var vector = await EmbedAsync(client, text);

        Assert.InRange(TensorPrimitives.CosineSimilarity<float>(vector, golden), 0.99f, 1.000001f);
    }

    [Fact]
    public async Task Request_InTheDashboard_IsATraceWithItsStagesLinkedToItsRun()
    {
        await graph.HealthyAsync(Cancellation);
        var traceId = ActivityTraceId.CreateRandom().ToHexString();
        using var client = graph.Embeddings();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings");
        request.Content = JsonContent.Create(new { input = "a traced text" });
        request.Headers.Add("traceparent", $"00-{traceId}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        (await client.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();

        using var dashboard = await graph.DashboardAsync(Cancellation);
        // The request's own span ends last.
        var spans = await DashboardTelemetry.SpansAsync(dashboard, traceId, 6, Cancellation);

        var server = Assert.Single(spans, span => span.Name == "POST /v1/embeddings");
        Assert.Equal(
            ["inference", "queue", "read", "tokenize", "write"],
            spans.Where(span => span.Parent == server.Id).Select(span => span.Name).Order(StringComparer.Ordinal));
        var run = Assert.Single(await DashboardTelemetry.SpansAsync(dashboard, Assert.Single(server.Links), 1, Cancellation));
        Assert.Equal(("batch", true), (run.Name, string.IsNullOrEmpty(run.Parent)));
    }

    // All steps of a user: a command starts the runner and a run, the page shows the run, a command ends it.
    [Fact]
    public async Task Soak_RunAndStoppedByItsCommands_ChecksAnswersAndEndsInAReport()
    {
        await graph.HealthyAsync(Cancellation);
        var run = await graph.App.ResourceCommands.ExecuteCommandAsync("soak", "smoke-soak", Cancellation);
        Assert.True(run.Success, run.Message);
        using var page = graph.App.CreateHttpClient("soak");

        var again = await graph.App.ResourceCommands.ExecuteCommandAsync("soak", "baseline-soak", Cancellation);
        var running = await SoakStateAsync(page, state => state.GetProperty("elapsedSeconds").GetDouble() > 5);
        Assert.True((await graph.App.ResourceCommands.ExecuteCommandAsync("soak", "stop-soak", Cancellation)).Success);
        var ended = await SoakStateAsync(page, state => state.GetProperty("status").GetString() == "finished");
        var id = ended.GetProperty("runId").GetString();
        using var report = JsonDocument.Parse(await page.GetStringAsync($"/runs/{id}/report.json", Cancellation));

        Assert.False(again.Success);
        Assert.Equal("smoke", running.GetProperty("profile").GetString());
        // Beside other tests the server may be too slow for the limits. That verdict outranks "stopped".
        Assert.True(ended.GetProperty("verdict").GetString() is "stopped" or "fail");
        var root = report.RootElement;
        var gates = root.GetProperty("verdict").GetProperty("gates").EnumerateArray().ToDictionary(
            gate => (gate.GetProperty("gate").GetString(), gate.GetProperty("stream").GetString()),
            gate => gate.GetProperty("outcome").GetString());
        Assert.Equal("pass", gates[("wrong answers", null)]);
        Assert.Equal("pass", gates[("error rate", null)]);
        Assert.Equal("inconclusive", gates[("run to its end", null)]);
        Assert.Equal(0, root.GetProperty("problems").GetArrayLength());
        Assert.Equal("all-MiniLM-L6-v2", root.GetProperty("target").GetProperty("model").GetString());
        Assert.True(root.GetProperty("totals")[0].GetProperty("outcomes").GetProperty("ok").GetInt64() > 0);
        using var dashboard = await graph.DashboardAsync(Cancellation);
        // The dashboard's structured logs have progress and verdict.
        await DashboardTelemetry.LogAsync(
            dashboard,
            "soak",
            record => record.Message.Contains("Soak run smoke ended", StringComparison.Ordinal),
            Cancellation);
    }

    private async Task<JsonElement> SoakStateAsync(HttpClient page, Func<JsonElement, bool> wanted)
    {
        while (true)
        {
            using var json = JsonDocument.Parse(await page.GetStringAsync("/api/state", Cancellation));
            if (wanted(json.RootElement))
            {
                return json.RootElement.Clone();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancellation);
        }
    }

    [Fact]
    public async Task Server_Killed_ComesBackByItsStartCommand()
    {
        await graph.HealthyAsync(Cancellation);
        var before = await PidAsync(_ => true);
        using (var server = Process.GetProcessById(before))
        {
            // The resource's process is a `dotnet run`. The server is its child.
            server.Kill(entireProcessTree: true);
        }

        var dead = await graph.App.ResourceNotifications.WaitForResourceAsync(
            "embeddings", resource => KnownResourceStates.TerminalStates.Contains(resource.Snapshot.State?.Text), Cancellation);
        var start = await graph.App.ResourceCommands.ExecuteCommandAsync("embeddings", KnownResourceCommands.StartCommand, Cancellation);
        Assert.True(start.Success);
        var after = await PidAsync(pid => pid != before);
        await graph.HealthyAsync(Cancellation);
        using var client = graph.Embeddings();
        var (text, golden) = Golden();

        Assert.All(
            ["embed-sentence", "run-canary"],
            name => Assert.Equal(ResourceCommandState.Disabled, dead.Snapshot.Commands.Single(command => command.Name == name).State));
        Assert.NotEqual(before, after);
        Assert.InRange(TensorPrimitives.CosineSimilarity<float>(await EmbedAsync(client, text), golden), 0.99f, 1.000001f);
    }

    private static (string Text, float[] Vector) Golden()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Data", "reference-vectors.fp32.json");
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        var item = file.RootElement.GetProperty("items")[3];
        var vector = item.GetProperty("vector").EnumerateArray();
        return (item.GetProperty("text").GetString()!, [.. vector.Select(component => component.GetSingle())]);
    }

    private async Task<float[]> EmbedAsync(HttpClient client, string text)
    {
        using var response = await client.PostAsJsonAsync("/v1/embeddings", new { input = text }, Cancellation);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        var vector = answer.RootElement.GetProperty("data")[0].GetProperty("embedding");
        return [.. vector.EnumerateArray().Select(component => component.GetSingle())];
    }

    private async Task<int> PidAsync(Func<int, bool> wanted)
    {
        var running = await graph.App.ResourceNotifications.WaitForResourceAsync(
            "embeddings",
            resource => resource.Snapshot.State?.Text == KnownResourceStates.Running && Pid(resource) is { } pid && wanted(pid),
            Cancellation);
        return Pid(running)!.Value;
    }

    private static int? Pid(ResourceEvent resource) =>
        resource.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value as int?;
}
