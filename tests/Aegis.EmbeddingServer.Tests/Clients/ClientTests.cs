using System.Numerics.Tensors;

namespace Aegis.EmbeddingServer.Tests.Clients;

/// <summary>
/// The clients of .NET against the running server, with nothing changed but the base URL. Those of Node are in tests/clients/node.
/// </summary>
public sealed class ClientTests(RealModelServer fixture) : IClassFixture<RealModelServer>
{
    public static TheoryData<string> Names => [.. Client.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Embed_ReferenceTexts_GivesTheirVectorsInOrder(string name)
    {
        var reference = Bundled.Reference("fp32");

        var vectors = await Create(name).Embed([.. reference.Select(item => item.Text)]);

        Assert.Equal(reference.Count, vectors.Length);
        Assert.All(
            reference.Zip(vectors),
            pair => Assert.InRange(TensorPrimitives.CosineSimilarity<float>(pair.Second, pair.First.Vector), 0.99f, 1.000001f));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Embed_ABatchOf600_GivesEachTextItsVector(string name)
    {
        string[] texts = [.. Enumerable.Range(0, 600).Select(i => i % 2 == 0 ? "hello" : "a")];

        var vectors = await Create(name).Embed(texts);

        Assert.Equal(600, vectors.Length);
        Assert.All(
            vectors.Select((vector, i) => (vector, i)),
            item => Assert.InRange(TensorPrimitives.CosineSimilarity<float>(item.vector, vectors[item.i % 2]), 0.99999f, 1.00001f));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Embed_UnknownModel_IsTheClientsErrorWithStatus404(string name)
    {
        var client = Create(name, "gpt-4");

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.Embed(["a"]));

        Assert.Equal(404, client.StatusOf(exception));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Embed_TooManyInputs_IsTheClientsErrorWithStatus400(string name)
    {
        var client = Create(name);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.Embed([.. Enumerable.Repeat("a", 2049)]));

        Assert.Equal(400, client.StatusOf(exception));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Embed_WhileTheQueueIsFull_TriesAgainAndSucceeds(string name)
    {
        await using var busy = await BusyServer.StartAsync();

        var vectors = await Client.ByName[name](busy.Address, TestModels.ModelId).Embed(["a"]).WaitAsync(Deadline.Wait);

        Assert.Equal([1, 0, 0, 0], vectors.Single());
        Assert.True(busy.Refused > 0);
    }

    private Client Create(string name, string model = "text-embedding-3-small") => Client.ByName[name](fixture.Server.Address, model);
}
