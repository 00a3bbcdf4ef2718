namespace Aegis.Deployment.Tests.Release;

/// <summary>The contract, case by case, on what is released: Native AOT has no reflection but what is kept.</summary>
[Collection(ReleaseTestGroup.Name)]
public sealed class ReleaseContractTests(ReleaseContractTests.Servers servers) : IClassFixture<ReleaseContractTests.Servers>
{
    public static TheoryData<string> Fixtures => [.. ContractFixture.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Fixture_SentToTheRelease_IsAnsweredAsItSays(string name)
    {
        ReleaseTests.SkipWithoutRelease();
        var fixture = ContractFixture.Read(name);

        Assert.Null(await FixtureRunner.MismatchAsync(fixture, await servers.ClientAsync(fixture.Server)));
    }

    public sealed class Servers(Release release) : IAsyncDisposable
    {
        private readonly Dictionary<string, ServerProcess> _servers = [];
        private readonly Dictionary<string, HttpClient> _clients = [];

        internal async Task<HttpClient> ClientAsync(string name)
        {
            if (!_clients.TryGetValue(name, out var client))
            {
                var server = _servers[name] = ReleasedServer.Start(release, release.EmptyFolder(), ContractServers.Settings[name]);
                client = _clients[name] = new HttpClient { BaseAddress = await server.AddressAsync() };
                // A disabled one never serves.
                await Deadline.UntilAsync(async () =>
                {
                    using var health = await client.GetAsync("/health");
                    return !(await health.Content.ReadAsStringAsync()).Contains("starting", StringComparison.Ordinal);
                });
            }

            return client;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in _clients.Values)
            {
                client.Dispose();
            }

            foreach (var server in _servers.Values)
            {
                await server.DisposeAsync();
            }
        }
    }
}
