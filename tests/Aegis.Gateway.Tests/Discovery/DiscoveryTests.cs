using System.Net;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Discovery;

public sealed class DiscoveryTests
{
    private const string Body = """{"input": "text"}""";

    [Fact]
    public async Task Name_OfAService_StandsForAllOfItsServers()
    {
        await using var first = await StubServer.StartAsync();
        await using var second = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            [new Uri("http://embeddings")],
            $"services:embeddings:http:0={first.Address}",
            $"services:embeddings:http:1={second.Address}");
        await gateway.ReadyAsync(2);

        for (var request = 0; request < 4; request++)
        {
            using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);
            response.EnsureSuccessStatusCode();
        }

        Assert.Equal((2, 2), (first.Asked.Count, second.Asked.Count));
    }

    // Health checks and requests carry the address of the server, or that of the gateway, as the host name.
    [Fact]
    public async Task Server_OnAnotherLoopbackAddress_IsUsed()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "has no 127.0.0.2");
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "urls=http://127.0.0.2:0");
        await using var gateway = await TestGateway.StartAsync([server.Address]);
        await gateway.ReadyAsync(1);

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);

        Assert.Equal("127.0.0.2", server.Address.Host);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Name_OfThisMachine_StandsForOneServer()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([new Uri($"http://localhost:{server.Address.Port}")]);
        await gateway.ReadyAsync(1);

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);

        Assert.Equal("answer", await response.Content.ReadAsStringAsync());
    }
}
