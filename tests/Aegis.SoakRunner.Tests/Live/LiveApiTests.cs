using System.Net;
using System.Text;
using System.Text.Json;
using Aegis.SoakRunner.Tests.Support;

namespace Aegis.SoakRunner.Tests.Live;

/// <summary>What the page asks, and what nobody else may ask.</summary>
public sealed class LiveApiTests : IAsyncLifetime
{
    private FakeTarget _target = null!;
    private ServedPage _page = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _target = await FakeTarget.StartAsync();
        _page = await ServedPage.StartAsync(_target.Address);
        _http = _page.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _page.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task Profiles_OfTheRunner_AreListedShortOnesFirst()
    {
        using var profiles = JsonDocument.Parse(await _http.GetStringAsync("/api/profiles", Cancellation));

        var names = profiles.RootElement.EnumerateArray().Select(profile => profile.GetProperty("name").GetString()).ToList();
        Assert.Equal(
            ["baseline", "endurance", "fairness", "faults", "overload", "pace", "smoke", "spike"], names.Order(StringComparer.Ordinal));
        Assert.Equal("endurance", names[^1]);
    }

    [Fact]
    public async Task Start_WhileOneRuns_IsRefusedUntilItIsStopped()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/api/runs", """{"profile":"baseline"}"""));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/api/runs", """{"profile":"smoke"}"""));
        await StatusAsync("running");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/api/stop", "{}"));
        var ended = await StatusAsync("finished");

        Assert.Equal("stopped", ended.GetProperty("verdict").GetString());
        using var runs = JsonDocument.Parse(await _http.GetStringAsync("/api/runs", Cancellation));
        Assert.Equal(
            ended.GetProperty("runId").GetString(), Assert.Single(runs.RootElement.EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("/api/runs", """{"profile":"marathon"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs", """{"profile":"../../etc/passwd"}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs", """{"profile":1}""", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs", "{}", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs", "", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs", "null", HttpStatusCode.BadRequest)]
    public async Task Start_WrongBody_IsRefused(string path, string body, HttpStatusCode status) =>
        Assert.Equal(status, await PostAsync(path, body));

    // What a form on another site can send without being asked.
    [Theory]
    [InlineData("/api/runs", "text/plain")]
    [InlineData("/api/stop", "text/plain")]
    [InlineData("/api/stop", "application/x-www-form-urlencoded")]
    public async Task Post_AsAForeignFormSends_IsRefused(string path, string type) =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await PostAsync(path, """{"profile":"smoke"}""", type));

    [Theory]
    [InlineData("/runs/2026/report.html")]
    [InlineData("/runs/..%2f..%2fetc/report.html")]
    [InlineData("/runs/%2e%2e/report.json")]
    [InlineData("/runs/x/run.json")]
    public async Task Report_ThatIsNone_IsNotFound(string path)
    {
        using var answer = await _http.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    // DNS rebinding: the name of a page elsewhere leads here.
    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.1", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.2.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("xn--", HttpStatusCode.BadRequest)]
    [InlineData("aegis.localhost", HttpStatusCode.BadRequest)]
    [InlineData("LOCALHOST:1234", HttpStatusCode.OK)]
    [InlineData("127.0.0.2", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("[::ffff:127.0.0.2]:1234", HttpStatusCode.OK)]
    public async Task Host_OfAnotherSite_IsRefused(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/state");
        request.Headers.Host = host;
        using var answer = await _http.SendAsync(request, Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Events_OnConnect_TellAllThatIsKnown()
    {
        using var answer = await _http.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        var names = new List<string>();
        while (names.Count < 3 && await lines.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                names.Add(line["event: ".Length..]);
            }
        }

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["state", "history", "gates"], names);
    }

    private async Task<HttpStatusCode> PostAsync(string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await _http.PostAsync(path, content, Cancellation);
        return answer.StatusCode;
    }

    private async Task<JsonElement> StatusAsync(string status)
    {
        while (true)
        {
            using var state = JsonDocument.Parse(await _http.GetStringAsync("/api/state", Cancellation));
            if (state.RootElement.GetProperty("status").GetString() == status)
            {
                return state.RootElement.Clone();
            }
        }
    }
}
