using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Contract;

/// <summary>Every case of the contract, through a gateway with the settings of its servers.</summary>
public sealed class ContractTests(ContractTests.Gateways gateways) : IClassFixture<ContractTests.Gateways>
{
    /// <summary>The gateway does not forward <c>/metrics</c>.</summary>
    private const string OfOneProcess = "metrics";

    public static TheoryData<string> Fixtures => [.. ContractFixture.Names.Where(name => name != OfOneProcess)];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Fixture_SentThroughTheGateway_IsAnsweredAsItSays(string name)
    {
        var fixture = ContractFixture.Read(name);

        Assert.Null(await FixtureRunner.MismatchAsync(fixture, gateways.Client(fixture.Server)));
    }

    public sealed class Gateways : IAsyncLifetime
    {
        private readonly List<IAsyncDisposable> _started = [];
        private readonly Dictionary<string, TestGateway> _gateways = [];

        public async ValueTask InitializeAsync()
        {
            foreach (var (name, settings) in ContractServers.Settings)
            {
                string[] written = [.. settings.Select(setting => $"{setting.Key}={setting.Value}")];
                TestServer[] servers = name == ContractServers.Default
                    ? [await TestServer.StartAsync(written), await TestServer.StartAsync(written)]
                    : [await TestServer.StartAsync(written)];
                _started.AddRange(servers);
                _gateways[name] = await TestGateway.StartAsync(servers.Select(server => server.Address), written);
                _started.Add(_gateways[name]);
            }
        }

        internal HttpClient Client(string server) => _gateways[server].Client;

        public async ValueTask DisposeAsync()
        {
            foreach (var started in Enumerable.Reverse(_started))
            {
                await started.DisposeAsync();
            }
        }
    }
}
