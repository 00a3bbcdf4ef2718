using System.Text.Json;
using Aegis.EmbeddingServer.Tests.Support;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Contract;

/// <summary>Vectors through the gateway: to the last bit those of the server, and near the reference's.</summary>
public sealed class GoldenVectorTests
{
    [Fact]
    public async Task Vectors_ThroughTheGateway_AreTheReferencesAndTheServersOwn()
    {
        await using var first = await TestServer.StartAsync();
        await using var second = await TestServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        var golden = Golden();

        var once = await EmbeddingsCaller.VectorsAsync(gateway.Client, new { input = golden.Select(item => item.Text) });
        var again = await EmbeddingsCaller.VectorsAsync(gateway.Client, new { input = golden.Select(item => item.Text) });
        var direct = await EmbeddingsCaller.VectorsAsync(first.Client, new { input = golden.Select(item => item.Text) });

        Assert.Equal(golden.Length, once.Length);
        Assert.All(once.Zip(golden), pair => Assert.InRange(Cosine(pair.First, pair.Second.Vector), 0.98, 1.000001));
        Assert.Equal(direct, once);
        Assert.Equal(direct, again);
    }

    private static double Cosine(float[] a, float[] b) => a.Zip(b).Sum(pair => (double)pair.First * pair.Second);

    private static (string Text, float[] Vector)[] Golden()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "reference-vectors.fp32.json")));
        return
        [
            .. file.RootElement.GetProperty("items").EnumerateArray().Select(item =>
                (item.GetProperty("text").GetString()!, item.GetProperty("vector").EnumerateArray().Select(component => component.GetSingle()).ToArray())),
        ];
    }
}
