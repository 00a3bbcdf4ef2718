using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>No text and no vector leaves the server but in an answer: whatever is logged, traced or measured is searched for one.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Marker = "Zimtwaffel";

    private readonly TelemetrySpy _spy = new();

    public void Dispose() => _spy.Dispose();

    // Right and wrong requests, each with the marker where a caller's text may stand.
    public static TheoryData<string> Bodies =>
    [
        $$"""{"input":"{{Marker}}"}""",
        $$"""{"input":["a","{{Marker}} b"],"encoding_format":"base64"}""",
        $$"""{"input":"{{Marker}}","user":"{{Marker}}","unknown":{"{{Marker}}":["{{Marker}}"]} }""",
        $$"""{"input":"{{Marker}}","model":"{{Marker}}"}""",
        $$"""{"input":"{{Marker}}","prompt_name":"{{Marker}}"}""",
        $$"""{"input":"{{Marker}}","encoding_format":"{{Marker}}"}""",
        $$"""{"input":"{{Marker}}","truncate":"{{Marker}}"}""",
        $$"""{"input":"{{Marker}}","dimensions":"{{Marker}}"}""",
        $$"""{"input":["{{Marker}}",7]}""",
        $$"""{"input":{"{{Marker}}":1} }""",
        $$"""{"input":"{{Marker}} \ud800"}""",
        $$"""{"input":"{{Marker}}" {{Marker}}""",
        $$"""{{Marker}}""",
        $$"""{"{{Marker}}":"{{Marker}}"}""",
        $$"""{"input":"{{Long}}","truncate":"none"}""",
        $$"""{"input":"{{Long}}"}""",
    ];

    private static string Long => string.Join(' ', Enumerable.Repeat(Marker, 600));

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Text_OfARequest_IsInNoTelemetry(string body)
    {
        await using var server = await TestServer.StartSeenAsync(_spy, null, "Aegis:Backend=deterministic", "Aegis:Cache:MaxBytes=100000");

        using var answer = await EmbeddingsCaller.PostAsync(server.Client, body);
        await answer.Content.ReadAsStringAsync();
        await _spy.RequestSpanAsync(Assert.Single(answer.Headers.GetValues("x-request-id")));

        await AssertNowhereAsync(server, Marker);
    }

    [Fact]
    public async Task Text_OfARequestWhoseRunFails_IsInNoTelemetry()
    {
        await using var server = await TestServer.StartSeenAsync(
            _spy,
            TestModels.Around(new FailingModel()),
            "Aegis:Execution:Workers=1");

        using var answer = await EmbeddingsCaller.PostAsync(server.Client, $$"""{"input":"{{Marker}}"}""");

        Assert.Contains(_spy.Logs, record => record.Id == 2000);
        await _spy.RequestSpanAsync(Assert.Single(answer.Headers.GetValues("x-request-id")));
        await AssertNowhereAsync(server, Marker);
    }

    [Fact]
    public async Task Vector_OfARequest_IsInNoTelemetry()
    {
        await using var server = await TestServer.StartSeenAsync(_spy, null, "Aegis:Backend=deterministic");

        var vector = Assert.Single(await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "something" }));

        // As an answer has them; one of few digits may be a time or a ratio.
        await AssertNowhereAsync(server, [.. vector.Select(component => Math.Abs(component).ToString(CultureInfo.InvariantCulture))
            .Where(component => component.Length >= 10)]);
    }

    [Fact]
    public async Task Request_ThatIsLogged_CarriesItsIdsInTheScope()
    {
        await using var server = await TestServer.StartSeenAsync(
            _spy,
            TestModels.Around(new FailingModel()),
            "Aegis:Execution:Workers=1");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { input = "x" }), null, "application/json")
        };
        request.Headers.Add("x-request-id", "an-id-of-the-caller");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await server.Client.SendAsync(request);

        var record = Assert.Single(_spy.Logs, record => record.Id == 4002);
        Assert.Equal(LogLevel.Debug, record.Level);
        Assert.Contains("aegis.request.id=an-id-of-the-caller", record.Scopes, StringComparison.Ordinal);
        Assert.Contains("TraceId=0af7651916cd43dd8448eb211c80319c", record.Scopes, StringComparison.Ordinal);
    }

    private async Task AssertNowhereAsync(TestServer server, params string[] secrets)
    {
        var metrics = await server.Client.GetStringAsync("/metrics");
        string[] seen =
        [
            metrics,
            .. _spy.MeasuredTags,
            .. _spy.Logs.Select(record => record.Text + record.Scopes),
            .. _spy.Spans.Select(span => string.Join(
                ' ',
                span.OperationName,
                span.DisplayName,
                span.StatusDescription,
                Pairs(span.TagObjects),
                string.Join(' ', span.Events.Select(happened => happened.Name + Pairs(happened.Tags))),
                string.Join(' ', span.Baggage))),
        ];
        Assert.NotEmpty(_spy.Logs);
        Assert.Contains(_spy.Spans, span => span.GetTagItem("aegis.request.id") is not null);
        Assert.Contains(_spy.MeasuredTags, tag => tag.StartsWith("gen_ai.operation.name", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(seen, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static string Pairs(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));
}
