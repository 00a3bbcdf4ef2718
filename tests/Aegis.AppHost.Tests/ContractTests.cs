namespace Aegis.AppHost.Tests;

/// <summary>Every case of the contract, through the whole graph with real processes.</summary>
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
