using System.Net;

namespace Aegis.EmbeddingServer.Tests.Api;

public sealed class HostTests
{
    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example:8181", HttpStatusCode.BadRequest)]
    [InlineData("xn--", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:1234", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]:8181", HttpStatusCode.OK)]
    public async Task Send_HostHeader_MustNameThisMachine(string host, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = host } };
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.BadRequest)
        {
            Assert.Equal("invalid_request", (await EmbeddingsCaller.ErrorAsync(response)).Code);
        }
    }
}
