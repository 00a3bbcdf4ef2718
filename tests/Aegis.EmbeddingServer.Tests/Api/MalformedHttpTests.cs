using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>HTTP that is broken behind its headers reaches our pipeline, and gets the envelope.</summary>
public sealed class MalformedHttpTests : IAsyncLifetime
{
    private const string Head =
        "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync("Aegis:Backend=deterministic");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nnot a length\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n80000000\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\n{}garbage")]
    [InlineData("Content-Length: 3\r\n\r\n{\"a")]
    public async Task Post_BrokenBody_IsABadRequestInTheEnvelope(string rest)
    {
        var answer = await RawHttp.SendAsync(_server.Address, Head + rest);

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"invalid_request\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BodyThatEndsTooEarly_LeavesTheServerAsItWas()
    {
        await RawHttp.SendAsync(_server.Address, Head + "Content-Length: 100\r\n\r\n{\"input\":", closes: true);

        Assert.Single(await EmbeddingsCaller.VectorsAsync(_server.Client, new { input = "a" }));
    }

    [Theory]
    [InlineData("GET /v1/models/%00 HTTP/1.1")]
    [InlineData("GET /v1/models/%E0%A4 HTTP/1.1")]
    [InlineData("GET /v1/models/%2e%2e%2f%2e%2e%2fetc HTTP/1.1")]
    [InlineData("GET //v1//models HTTP/1.1")]
    [InlineData("GET /%3Cscript%3E HTTP/1.1")]
    [InlineData("OPTIONS * HTTP/1.1")]
    public async Task Get_StrangePath_IsAClientsErrorInTheEnvelopeOrTheWebServersBareAnswer(string line)
    {
        var answer = await RawHttp.SendAsync(_server.Address, line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.True(
            answer.Contains("\"error\":{", StringComparison.Ordinal) || answer.Contains("Content-Length: 0", StringComparison.Ordinal),
            answer);
    }

    // In Latin-1, as bytes that are no UTF-8. The server does not read these headers, or treats their values as unknown ones.
    [Theory]
    [InlineData("X-User: J\u00fcrgen", 200)]
    [InlineData("X-User: J\u00c3\u00bcrgen", 200)]
    [InlineData("X-User: a\u0001b", 200)]
    [InlineData("User-Agent: \u00ff", 200)]
    [InlineData("Cookie: name=J\u00fcrgen", 200)]
    [InlineData("Accept: \u00fc", 200)]
    [InlineData("Accept-Language: \u00fc", 200)]
    [InlineData("Origin: http://\u00fc", 200)]
    [InlineData("Referer: http://\u00fc/", 200)]
    [InlineData("Authorization: Bearer \u00fc", 200)]
    [InlineData("api-key: \u00fc", 200)]
    [InlineData("x-request-id: \u00fc", 200)]
    [InlineData("traceparent: \u00fc", 200)]
    [InlineData("tracestate: \u00fc", 200)]
    [InlineData("baggage: name=\u00fc", 200)]
    [InlineData("Forwarded: for=\u00fc", 200)]
    [InlineData("Content-Language: \u00fc", 200)]
    [InlineData("If-None-Match: \u00fc", 200)]
    [InlineData("Content-Encoding: \u00fc", 415)]
    public async Task Post_HeaderOfAnyBytes_IsAnsweredInOurWords(string header, int status)
    {
        const string Body = """{"input":"a"}""";
        var answer = await RawHttp.SendAsync(_server.Address, $"{Head}{header}\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("x-request-id: ", answer, StringComparison.Ordinal);
        Assert.Contains(status == 200 ? "\"data\":" : "\"error\":{", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /health", "", 200)]
    [InlineData("GET /alive", "", 200)]
    [InlineData("GET /metrics", "", 200)]
    [InlineData("GET /v1/models", "", 200)]
    [InlineData("GET /", "", 200)]
    [InlineData("GET /unknown", "", 404)]
    [InlineData("POST /canary", "Content-Length: 0\r\n", 200)]
    [InlineData("POST /canary", "Origin: http://\u00fc\r\nContent-Length: 0\r\n", 400)]
    [InlineData("POST /v1/embeddings", "Content-Type: \u00fc\r\nContent-Length: 2\r\n", 415)]
    [InlineData("POST /v1/embeddings", "Content-Type: application/json; charset=\u00fc\r\nContent-Length: 2\r\n", 415)]
    public async Task AnyRoute_HeaderOfLatin1Bytes_IsAnsweredInOurWords(string line, string headers, int status)
    {
        var answer = await RawHttp.SendAsync(
            _server.Address, $"{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-User: J\u00fcrgen\r\n{headers}\r\n{{}}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("x-request-id: ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization: Bearer \u00fc")]
    [InlineData("api-key: \u00fc")]
    public async Task Post_KeyOfLatin1Bytes_IsAWrongKey(string header)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Api:Keys=secret");
        var answer = await RawHttp.SendAsync(server.Address, $"{Head}{header}\r\nContent-Length: 2\r\n\r\n{{}}");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"invalid_api_key\"", answer, StringComparison.Ordinal);
    }

    // The answer repeats the names.
    [Theory]
    [InlineData("x-user, x-other", 204)]
    [InlineData("x-user,\tx-other", 204)]
    [InlineData("x-user, \u00fc", 204)]
    [InlineData("x-user, a\u0001b", 400)]
    [InlineData("x-user, \u007f", 400)]
    public async Task Preflight_NamesOfHeadersOfAnyBytes_IsAnswered(string names, int status)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Api:CorsOrigins=https://app.example");
        var answer = await RawHttp.SendAsync(
            server.Address,
            "OPTIONS /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: https://app.example\r\n"
            + $"Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: {names}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u00fc")]
    [InlineData("localhost:\u00fc")]
    [InlineData("xn--\u00fc")]
    public async Task Get_HostOfLatin1Bytes_IsABadRequest(string host)
    {
        var answer = await RawHttp.SendAsync(_server.Address, $"GET /alive HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    // A limit of the web server below ours, as an administrator may set one.
    [Fact]
    public async Task Post_BodyThatTheWebServerItselfRefuses_Is413InTheEnvelope()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize = 100;
        var error = await EmbeddingsCaller.ErrorAsync(server.Client, $$"""{"input":"{{new string('a', 200)}}"}""");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "payload_too_large"), (error.Status, error.Code));
    }

    // The web server gives a body a second before it asks for a rate: that second is all that this test takes.
    [Fact]
    public async Task Post_BodyThatArrivesTooSlowly_Is408()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinRequestBodyDataRate =
            new MinDataRate(bytesPerSecond: 1_000_000, TimeSpan.FromSeconds(1.1));
        var answer = await RawHttp.SendAsync(server.Address, Head + "Content-Length: 100\r\n\r\n{\"input\":");

        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"timeout_error\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request_timeout\"", answer, StringComparison.Ordinal);
    }
}
