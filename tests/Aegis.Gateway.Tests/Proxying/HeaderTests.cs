using System.Text;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Proxying;

/// <summary>Headers that neither the gateway nor a server reads keep their bytes.</summary>
public sealed class HeaderTests
{
    private const string Body = """{"input":"text"}""";

    [Theory]
    [InlineData("X-User", "J\u00fcrgen")]
    [InlineData("X-User", "J\u00c3\u00bcrgen")]
    [InlineData("X-User", "a\u0001b")]
    [InlineData("User-Agent", "\u00ff")]
    [InlineData("Cookie", "name=J\u00fcrgen")]
    [InlineData("Referer", "http://\u00fc/")]
    [InlineData("Content-Language", "\u00fc")]
    [InlineData("Authorization", "Bearer \u00fc")]
    [InlineData("api-key", "\u00fc")]
    [InlineData("traceparent", "\u00fc")]
    [InlineData("tracestate", "\u00fc")]
    [InlineData("tracestate", "vendor=value")]
    [InlineData("baggage", "name=\u00fc")]
    public async Task Request_HeaderOfAnyBytes_ReachesTheServer(string name, string value)
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address]);

        var answer = await RawHttp.SendAsync(
            gateway.Address,
            "POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + $"{name}: {value}\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Equal(value, server.Headers![name]);
        Assert.Equal([Body], server.Asked);
    }

    [Fact]
    public async Task RequestId_OfLatin1Bytes_IsReplaced()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([server.Address]);

        var answer = await RawHttp.SendAsync(
            gateway.Address, "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nx-request-id: \u00fc\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", server.Headers!["x-request-id"].ToString());
    }

    [Theory]
    [InlineData("J\u00fcrgen")]
    [InlineData("J\u00c3\u00bcrgen")]
    public async Task Answer_HeaderOfAnyBytes_ReachesTheCaller(string value)
    {
        await using var server = await StubServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.Headers["X-User"] = value;
            return StubServer.WriteAsync(context, 200, "answer");
        };
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        using var client = new HttpClient(new SocketsHttpHandler { ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1 });

        using var answer = await client.GetAsync(new Uri(gateway.Address, "/v1/models"), TestContext.Current.CancellationToken);

        Assert.Equal([value], answer.Headers.GetValues("X-User"));
    }
}
