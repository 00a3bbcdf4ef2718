namespace Aegis.AppHost.Tests;

/// <summary>The contract, case by case, through the whole graph: real processes, settings by environment, endpoints by the orchestrator.</summary>
[Collection(GraphTestGroup.Name)]
public sealed class ContractTests(Graph graph)
{
    public static TheoryData<string> Fixtures => [.. ContractFixture.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Fixture_SentToTheGraph_IsAnsweredAsItSays(string name)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3), TimeProvider.System);
        var fixture = ContractFixture.Read(name);
        using var client = await graph.ContractServerAsync(fixture.Server, deadline.Token);

        Assert.Null(await FixtureRunner.MismatchAsync(fixture, client));
    }
}
