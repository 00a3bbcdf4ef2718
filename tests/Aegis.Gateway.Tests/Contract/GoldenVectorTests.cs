using System.Numerics.Tensors;
using Aegis.Gateway.Tests.Support;

namespace Aegis.Gateway.Tests.Contract;

/// <summary>Vectors through the gateway equal the server's bit for bit, and are close to the reference.</summary>
public sealed class GoldenVectorTests
{
    [Fact]
    public async Task Vectors_ThroughTheGateway_AreTheReferencesAndTheServersOwn()
    {
        await using var first = await TestServer.StartAsync();
        await using var second = await TestServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync([first.Address, second.Address]);
        var golden = Bundled.Reference("fp32");

        var once = await EmbeddingsCaller.VectorsAsync(gateway.Client, new { input = golden.Select(item => item.Text) });
        var again = await EmbeddingsCaller.VectorsAsync(gateway.Client, new { input = golden.Select(item => item.Text) });
        var direct = await EmbeddingsCaller.VectorsAsync(first.Client, new { input = golden.Select(item => item.Text) });

        Assert.Equal(golden.Count, once.Length);
        Assert.All(once.Zip(golden), pair => Assert.InRange(TensorPrimitives.Dot<float>(pair.First, pair.Second.Vector), 0.98f, 1.000001f));
        Assert.Equal(direct, once);
        Assert.Equal(direct, again);
    }
}
