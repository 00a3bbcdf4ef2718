namespace Aegis.EmbeddingServer.Tests.Contract;

/// <summary>The contract, case by case. The same cases run against the whole graph in Aegis.AppHost.Tests.</summary>
public sealed class ContractTests(ContractTests.Servers servers) : IClassFixture<ContractTests.Servers>
{
    public static TheoryData<string> Fixtures => [.. ContractFixture.Names];

    [Fact]
    public void Fixtures_Together_AreTheWholeContract() => Assert.InRange(ContractFixture.Names.Count(), 80, int.MaxValue);

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Fixture_Sent_IsAnsweredAsItSays(string name)
    {
        var fixture = ContractFixture.Read(name);

        Assert.Null(await FixtureRunner.MismatchAsync(fixture, servers.Client(fixture.Server)));
    }

    public sealed class Servers : IAsyncLifetime
    {
        private readonly Dictionary<string, TestServer> _servers = [];

        public async ValueTask InitializeAsync()
        {
            foreach (var (name, settings) in ContractServers.Settings)
            {
                _servers[name] = await TestServer.StartAsync([.. settings.Select(setting => $"{setting.Key}={setting.Value}")]);
            }
        }

        internal HttpClient Client(string server) => _servers[server].Client;

        public async ValueTask DisposeAsync()
        {
            foreach (var server in _servers.Values)
            {
                await server.DisposeAsync();
            }
        }
    }
}
