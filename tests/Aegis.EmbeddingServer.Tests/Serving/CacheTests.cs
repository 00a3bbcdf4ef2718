using Microsoft.Extensions.DependencyInjection;

namespace Aegis.EmbeddingServer.Tests.Serving;

public sealed class CacheTests
{
    [Fact]
    public async Task Off_ByDefault_EveryTextIsComputed()
    {
        var model = new GatedModel();
        await using var server = await TestServer.StartAsync(TestModels.Around(model));
        var before = model.Computed;

        await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "again" });
        await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "again" });

        Assert.Equal(before + 2, model.Computed);
    }

    [Fact]
    public async Task On_TextsThatComeAgain_AreNotComputedAgain()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Cache:MaxBytes=1000000");
        string[] texts = ["one", "two", "three"];
        var first = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = texts });

        var again = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = (string[])["three", "new", "one"] });
        var metrics = await server.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal([first[2], first[0]], [again[0], again[2]]);
        Assert.Equal(2, Lookups(metrics, "hit"));
        // The two texts of the warm-up were looked up too, perhaps before anybody counted.
        Assert.InRange(Lookups(metrics, "miss"), 4, 4 + 2);
    }

    [Fact]
    public async Task On_CutVectors_AreKeptWhole()
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Cache:MaxBytes=1000000");
        var cut = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "text", dimensions = 8 });
        var whole = await EmbeddingsCaller.VectorsAsync(server.Client, new { input = "text" });

        Assert.Equal((8, 384), (cut[0].Length, whole[0].Length));
    }

    [Fact]
    public void Add_MoreThanItsBytes_KeepsItsCapacity()
    {
        using var instruments = new InstrumentSpy();
        var metrics = new EngineMetrics(instruments.Meters, TestModels.Around(new GatedModel())().Identity);
        var cache = new VectorCache(1_000_000, (384, 256), metrics);
        TokenSequence[] sequences =
            [.. Enumerable.Range(0, 3 * cache.Capacity).Select(id => new TokenSequence([101, id, 102], truncated: false))];
        Array.ForEach(sequences, sequence => cache.Add(sequence, new float[384]));

        Assert.InRange(cache.Capacity, 300, 1_000_000 / (4 * (384 + 256)));
        Assert.InRange(sequences.Count(sequence => cache.TryGet(sequence, out _)), 1, cache.Capacity);
    }

    // aegis_cache_lookups_total{...,aegis_cache_result="hit"} 2 1764057600000
    private static int Lookups(string metrics, string result)
    {
        var line = metrics.Split('\n').Single(line => line.StartsWith("aegis_cache_lookups", StringComparison.Ordinal)
            && line.Contains($"\"{result}\"", StringComparison.Ordinal));
        return int.Parse(
            line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture);
    }
}
