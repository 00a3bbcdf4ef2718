using System.Net;
using Aegis.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Aegis.Gateway.Tests.Proxying;

/// <summary>Answers that no Aegis server wrote: of a proxy in front of a server, or of another service at its address.</summary>
public sealed class ForeignAnswerTests
{
    private const string Body = """{"input": "text"}""";
    private const string Html = "<html>Something else</html>";

    /// <summary>Status, content type and body of the foreign answer; status and code of the gateway's answer instead.</summary>
    public static TheoryData<int, string?, string, int, string> Answers => new()
    {
        { 502, "text/html", Html, 503, "upstream_error" },
        { 502, null, "", 503, "upstream_error" },
        { 502, "application/json", """{"message":"Bad Gateway"}""", 503, "upstream_error" },
        { 503, "text/html", Html, 503, "upstream_error" },
        { 504, "text/html; charset=utf-8", Html, 503, "upstream_error" },
        { 504, "application/json", """{"message":"Endpoint request timed out"}""", 503, "upstream_error" },
        { 500, null, "", 503, "upstream_error" },
        { 500, "application/json", "", 503, "upstream_error" },
        { 500, "application/json", """{"error":"internal"}""", 503, "upstream_error" },
        { 500, "application/json", """{"error":{"code":500,"message":"internal"}}""", 503, "upstream_error" },
        { 500, "application/json", "[1, 2]", 503, "upstream_error" },
        { 500, "application/problem+json", """{"title":"internal"}""", 503, "upstream_error" },
        { 520, "text/plain", "error code: 520", 503, "upstream_error" },
        { 401, "text/html", Html, 503, "upstream_error" },
        { 403, "text/html", Html, 503, "upstream_error" },
        { 404, "text/html", Html, 503, "upstream_error" },
        { 405, null, "", 503, "upstream_error" },
        { 302, "text/html", Html, 503, "upstream_error" },
        { 307, null, "", 503, "upstream_error" },
        { 304, null, "", 503, "upstream_error" },
        { 200, "text/html", Html, 503, "upstream_error" },
        { 200, "text/plain", "OK", 503, "upstream_error" },
        { 200, null, "", 503, "upstream_error" },
        { 204, null, "", 503, "upstream_error" },
        { 429, "text/html", Html, 429, "overloaded" },
        { 400, "text/html", Html, 400, "invalid_request" },
        { 414, "text/html", Html, 400, "invalid_request" },
        { 431, null, "", 400, "invalid_request" },
        { 413, "text/html", Html, 413, "payload_too_large" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task ForeignAnswer_OfTheOnlyServer_IsReplacedByTheEnvelope(
        int status, string? contentType, string body, int answered, string code)
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        await gateway.ReadyAsync(1);
        server.Answer = Foreign(status, contentType, body);

        for (var request = 0; request < 4; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
            var error = await EmbeddingsCaller.ErrorAsync(response);

            Assert.Equal((answered, code), ((int)error.Status, error.Code));
            Assert.Single(response.Headers.GetValues("x-request-id"));
            Assert.Null(response.Headers.Location);
            Assert.Equal(answered is 503 or 429, response.Headers.RetryAfter is not null);
        }

        // No request goes to the same server twice.
        Assert.Equal(4, server.Asked.Count);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task ForeignAnswer_BesideAHealthyServer_ReachesNoCaller(
        int status, string? contentType, string body, int answered, string code)
    {
        await using var good = await StubServer.StartAsync("good");
        await using var bad = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([good.Address, bad.Address]);
        await gateway.ReadyAsync(2);
        bad.Answer = Foreign(status, contentType, body);

        for (var request = 0; request < 2; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
            if (answered == 413 && response.StatusCode != HttpStatusCode.OK)
            {
                // The second server would get the same body.
                Assert.Equal(code, (await EmbeddingsCaller.ErrorAsync(response)).Code);
                continue;
            }

            Assert.Equal((HttpStatusCode.OK, "good"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        }

        Assert.Single(bad.Asked);
        Assert.Equal(answered == 413 ? 1 : 2, good.Asked.Count);
    }

    [Fact]
    public async Task ForeignAnswers_OfAllServers_AskTwoServersOnceEach()
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        first.Answer = second.Answer = Foreign(502, "text/html", Html);
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        await gateway.ReadyAsync(2);

        var error = await EmbeddingsCaller.ErrorAsync(gateway.Client, Body);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "upstream_error"), (error.Status, error.Code));
        Assert.Contains("502", error.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (first.Asked.Count, second.Asked.Count));
    }

    // Longer than any error of a server.
    [Theory]
    [InlineData(100_000)]
    [InlineData(70_000_000)]
    public async Task ForeignError_ThatIsLarge_IsNotReadToItsEnd(int length)
    {
        await using var good = await StubServer.StartAsync("good");
        await using var bad = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([good.Address, bad.Address]);
        await gateway.ReadyAsync(2);
        bad.Answer = Foreign(500, "application/json", StubServer.Error(new string('x', length)));

        for (var request = 0; request < 2; request++)
        {
            Assert.Equal("good", await TestGateway.TextAsync(EmbeddingsCaller.PostAsync(gateway.Client, Body)));
        }
    }

    [Fact]
    public async Task RateLimit_OfAProxy_KeepsItsRetryAfter()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        await gateway.ReadyAsync(1);
        server.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "17";
            return StubServer.WriteAsync(context, 429, "text/html", Html);
        };

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);

        Assert.Equal(TimeSpan.FromSeconds(17), response.Headers.RetryAfter?.Delta);
    }

    /// <summary>Answers of a server that look unusual: none of them is taken for a foreign one.</summary>
    [Theory]
    [InlineData("GET", "/", 200, "text/html", Html)]
    [InlineData("GET", "/", 304, null, "")]
    [InlineData("GET", "/ui/page.css", 200, "text/css", "p {}")]
    [InlineData("GET", "/docs/", 200, "text/html", Html)]
    [InlineData("GET", "/docs/page.js", 304, null, "")]
    [InlineData("OPTIONS", "/v1/embeddings", 204, null, "")]
    [InlineData("GET", "/health", 503, "application/json", """{"status":"starting","service":"aegis-llm-server"}""")]
    [InlineData("HEAD", "/v1/models", 200, "application/json", "")]
    [InlineData("HEAD", "/v1/model", 404, "application/json", "")]
    [InlineData("GET", "/openapi/v1.json", 200, "application/json;charset=utf-8", "{}")]
    public async Task UnusualAnswer_OfAServer_IsPassedOn(string method, string path, int status, string? contentType, string body)
    {
        await using var server = await StubServer.StartAsync();
        server.Answer = server.Health = context => WriteIfAllowedAsync(context, status, contentType, body);
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal((status, body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/docs", "docs/", true)]
    [InlineData("/docs", "/docs/?theme=dark", true)]
    [InlineData("/docs", "http://localhost/docs/", true)]
    [InlineData("/docs", "https://login.example/?next=/docs/", false)]
    [InlineData("/docs", "/login", false)]
    [InlineData("/", "https://login.example/login", false)]
    [InlineData("/", "https://login.example/", false)]
    [InlineData("/v1/models", "/v1/models/", false)]
    public async Task Redirect_OfAServer_OnlyAddsASlashToAPage(string path, string location, bool isPassedOn)
    {
        await using var server = await StubServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.Redirect(location);
            return Task.CompletedTask;
        };
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var response = await client.GetAsync(new Uri(gateway.Address, path));

        Assert.Equal(isPassedOn ? HttpStatusCode.Redirect : HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    // A proxy in front of the server has compressed the error, which the caller accepts.
    [Fact]
    public async Task Error_ThatIsCompressed_IsPassedOn()
    {
        await using var server = await StubServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return StubServer.WriteAsync(context, 400, "application/json", "compressed");
        };
        await using var gateway = await TestGateway.StartAsync([server.Address]);

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);

        Assert.Equal((HttpStatusCode.BadRequest, "compressed"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    // The gateway reads an error whole before it passes on a byte, so the rules of a small answer hold.
    [Fact]
    public async Task Error_ThatBreaksOffInTheMiddle_IsAskedForAgain()
    {
        await using var good = await StubServer.StartAsync("good");
        await using var bad = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([good.Address, bad.Address]);
        await gateway.ReadyAsync(2);
        bad.Answer = With(500, StubServer.BreakOffInTheMiddle(1_000_000, Task.CompletedTask));

        for (var request = 0; request < 2; request++)
        {
            Assert.Equal("good", await TestGateway.TextAsync(EmbeddingsCaller.PostAsync(gateway.Client, Body)));
        }

        Assert.Equal((1, 2), (bad.Asked.Count, good.Asked.Count));
    }

    [Fact]
    public async Task Error_ThatHangsInTheMiddle_Is504()
    {
        await using var server = await StubServer.StartAsync();
        server.Answer = With(500, StubServer.HangInTheMiddle(1000));
        await using var gateway = await TestGateway.StartAsync(
            [server.Address],
            "Aegis:Gateway:RequestTimeLimit=00:00:01",
            "Aegis:Gateway:HealthInterval=00:00:00.050",
            "Aegis:Gateway:HealthTimeLimit=00:00:00.300");

        var error = await EmbeddingsCaller.ErrorAsync(gateway.Client, Body);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "upstream_timeout"), (error.Status, error.Code));
    }

    private static RequestDelegate With(int status, RequestDelegate answer) => context =>
    {
        context.Response.StatusCode = status;
        return answer(context);
    };

    private static RequestDelegate Foreign(int status, string? contentType, string body) => context =>
    {
        if (status is > 300 and < 400)
        {
            context.Response.Headers.Location = "https://login.example/";
        }

        return WriteIfAllowedAsync(context, status, contentType, body);
    };

    private static Task WriteIfAllowedAsync(HttpContext context, int status, string? contentType, string body)
    {
        if (body.Length > 0)
        {
            return StubServer.WriteAsync(context, status, contentType, body);
        }

        (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
        return Task.CompletedTask;
    }
}
