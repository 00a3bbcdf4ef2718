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
