using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Serving;

/// <summary>Whose share of the queue a request counts towards.</summary>
public sealed class CallerTests
{
    private const string OneWorker = "Aegis:Execution:Workers=1";

    // Two thirds of so small a queue are one key's; a caller without one still gets in.
    [Theory]
    [InlineData("Authorization", "Bearer indexer")]
    [InlineData("api-key", "indexer")]
    public async Task Caller_WithOneKeyOnManyConnections_IsOneCaller(string header, string value)
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(TestModels.Around(model), OneWorker, "Aegis:Admission:MaxQueuedRequests=6");
        using var indexer = new HttpClient { BaseAddress = server.Address };
        indexer.DefaultRequestHeaders.Add(header, value);
        var scheduler = server.Services.GetRequiredService<ServingState>().Current.Engine!;
        model.Close();
        var taken = Enumerable.Range(0, 4).Select(number => EmbeddingsCaller.VectorsAsync(indexer, new { input = $"text {number}" }))
            .ToArray();
        await Deadline.UntilAsync(() => scheduler.QueuedInputs == 4);

        var fifth = await EmbeddingsCaller.ErrorAsync(indexer, """{"input":"a"}""");
        var query = EmbeddingsCaller.VectorsAsync(server.Client, new { input = "query" });
        await Deadline.UntilAsync(() => scheduler.QueuedInputs == 5);
        model.Open();

        Assert.Equal(HttpStatusCode.TooManyRequests, fifth.Status);
        Assert.Single(await query);
        await Task.WhenAll(taken);
    }

    // The key that counts is the one that let the request in, not one that was made up beside it.
    [Fact]
    public async Task Caller_WithMadeUpKeysBesideItsOwn_IsOneCaller()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(
            TestModels.Around(model),
            OneWorker,
            "Aegis:Admission:MaxQueuedRequests=6",
            "Aegis:Api:Keys=good");
        var scheduler = server.Services.GetRequiredService<ServingState>().Current.Engine!;
        HttpClient[] clients = [.. Enumerable.Range(0, 5).Select(_ => new HttpClient { BaseAddress = server.Address })];
        for (var number = 0; number < clients.Length; number++)
        {
            clients[number].DefaultRequestHeaders.Add("Authorization", $"Bearer made-up-{number}");
            clients[number].DefaultRequestHeaders.Add("api-key", "good");
        }

        model.Close();
        var taken = clients[..4].Select(client => EmbeddingsCaller.VectorsAsync(client, new { input = "text" })).ToArray();
        await Deadline.UntilAsync(() => scheduler.QueuedInputs == 4);
        var fifth = await EmbeddingsCaller.ErrorAsync(clients[4], """{"input":"a"}""");
        model.Open();
        await Task.WhenAll(taken);
        Array.ForEach(clients, client => client.Dispose());

        Assert.Equal(HttpStatusCode.TooManyRequests, fifth.Status);
    }
}
