using System.Net;
using System.Net.Sockets;
using Aegis.Gateway.Discovery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.Time.Testing;

namespace Aegis.Gateway.Tests.Discovery;

/// <summary>The servers of a host name, for each answer of DNS.</summary>
public sealed class HostAddressProviderTests
{
    private readonly FakeTimeProvider _clock = new();

    private Func<IPAddress[]> _says = () => [];

    [Fact]
    public async Task Addresses_OfAName_AreItsServers()
    {
        _says = () => [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2")];

        Assert.Equal(["10.0.0.1:1234", "10.0.0.2:1234"], (await AskAsync(Provider())).Found);
    }

    // Pods come and go, so the name is looked up again.
    [Fact]
    public async Task Addresses_AreAskedForAgain()
    {
        _says = () => [IPAddress.Parse("10.0.0.1")];
        var provider = Provider();
        var (_, changed) = await AskAsync(provider);
        var before = changed.HasChanged;
        _clock.Advance(TimeSpan.FromSeconds(3));
        _says = () => [IPAddress.Parse("10.0.0.2")];

        Assert.Equal((false, true), (before, changed.HasChanged));
        Assert.Equal(["10.0.0.2:1234"], (await AskAsync(provider)).Found);
    }

    [Theory]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoRecovery)]
    [InlineData(SocketError.TimedOut)]
    public async Task Server_ThatWasThere_StaysWhileNobodyCanBeAsked(SocketError error)
    {
        _says = () => [IPAddress.Parse("10.0.0.1")];
        var provider = Provider();
        await AskAsync(provider);
        _says = () => throw new SocketException((int)error);

        Assert.Equal(["10.0.0.1:1234"], (await AskAsync(provider)).Found);
        Assert.Equal(["10.0.0.1:1234"], (await AskAsync(provider)).Found);
    }

    // Another program may have the address by now. No text may go there.
    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.NoData)]
    public async Task Server_OfANameThatIsGone_IsGone(SocketError error)
    {
        _says = () => [IPAddress.Parse("10.0.0.1")];
        var provider = Provider();
        await AskAsync(provider);
        _says = () => throw new SocketException((int)error);

        Assert.Empty((await AskAsync(provider)).Found);
    }

    [Fact]
    public async Task Server_WithAddressesOfBothFamilies_IsOne()
    {
        _says = () => [IPAddress.Parse("fd00::1"), IPAddress.Parse("10.0.0.1")];
        Assert.Equal(["10.0.0.1:1234"], (await AskAsync(Provider())).Found);

        _says = () => [IPAddress.Parse("fd00::1"), IPAddress.Parse("fd00::2")];
        Assert.Equal(["[fd00::1]:1234", "[fd00::2]:1234"], (await AskAsync(Provider())).Found);
    }

    [Theory]
    [InlineData("http://localhost:1234", false)]
    [InlineData("http://127.0.0.1:1234", false)]
    [InlineData("http://[::1]:1234", false)]
    [InlineData("http://aegis.internal:1234", true)]
    public void Name_OfAnotherMachine_IsLookedUp(string address, bool isLookedUp)
    {
        Assert.True(ServiceEndpointQuery.TryParse(address, out var query));

        Assert.Equal(isLookedUp, new HostAddressProviderFactory(_clock).TryCreateProvider(query!, out _));
    }

    private HostAddressProvider Provider() => new("aegis.internal", 1234, (_, _) => Task.FromResult(_says()), _clock);

    private static async Task<(IEnumerable<string?> Found, IChangeToken Changed)> AskAsync(HostAddressProvider provider)
    {
        var endpoints = new Endpoints();
        await provider.PopulateAsync(endpoints, TestContext.Current.CancellationToken);
        return (endpoints.List.Select(endpoint => endpoint.ToString()), endpoints.Changes.Single());
    }

    private sealed class Endpoints : IServiceEndpointBuilder
    {
        public List<ServiceEndpoint> List { get; } = [];

        public List<IChangeToken> Changes { get; } = [];

        IList<ServiceEndpoint> IServiceEndpointBuilder.Endpoints => List;

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void AddChangeToken(IChangeToken changeToken) => Changes.Add(changeToken);
    }
}
