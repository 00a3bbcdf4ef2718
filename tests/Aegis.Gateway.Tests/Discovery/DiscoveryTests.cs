using Aegis.EmbeddingServer.Tests.Support;
using Aegis.Gateway.Discovery;
using Aegis.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.Time.Testing;

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

    [Fact]
    public async Task Name_OfAHost_StandsForItsAddresses()
    {
        await using var server = await StubServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([new Uri($"http://localhost:{server.Address.Port}")]);
        // ::1 as well, where this machine has it; nobody listens there.
        await gateway.ReadyAsync(1);

        using var response = await EmbeddingsCaller.PostAsync(gateway.Client, Body);

        Assert.Equal("answer", await response.Content.ReadAsStringAsync());
    }

    // Pods come and go: what a name stood for is asked again.
    [Fact]
    public async Task Addresses_OfAHost_AreAskedForAgain()
    {
        var clock = new FakeTimeProvider();
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IServiceEndpointProviderFactory, HostAddressProviderFactory>()
            .AddServiceDiscoveryCore()
            .BuildServiceProvider();
        var resolver = services.GetRequiredService<ServiceEndpointResolver>();

        var found = await resolver.GetEndpointsAsync("http://localhost:1234", TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.NotEmpty(found.Endpoints);
        Assert.All(found.Endpoints, endpoint => Assert.EndsWith(":1234", endpoint.ToString(), StringComparison.Ordinal));
        Assert.True(found.ChangeToken.HasChanged);
    }
}
