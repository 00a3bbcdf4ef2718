using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>Right requests on the real model.</summary>
public sealed class EmbeddingsTests(RealModelServer fixture) : IClassFixture<RealModelServer>
{
    private HttpClient Client => fixture.Server.Client;

    [Fact]
    public async Task Post_AllReferenceTexts_KeepsTheirOrder()
    {
        var reference = Bundled.Reference("fp32");

        var vectors = await EmbeddingsCaller.VectorsAsync(Client, new { input = reference.Select(item => item.Text) });

        Assert.Equal(reference.Count, vectors.Length);
        Assert.All(
            reference.Zip(vectors),
            pair => Assert.InRange(TensorPrimitives.CosineSimilarity<float>(pair.Second, pair.First.Vector), 0.99, 1.000001));
    }

    [Fact]
    public async Task Post_ManyMixedTexts_GivesEachTheVectorItHasAlone()
    {
        var texts = Enumerable.Range(0, 200).Select(i => string.Join(' ', Enumerable.Repeat($"text{i}", 1 + (i * 7 % 90)))).ToArray();

        var together = await EmbeddingsCaller.VectorsAsync(Client, new { input = texts });
        foreach (var i in Enumerable.Range(0, 20).Select(i => i * 10))
        {
            var alone = (await EmbeddingsCaller.VectorsAsync(Client, new { input = texts[i] }))[0];
            Assert.All(alone.Zip(together[i]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public async Task Post_Base64_CarriesTheSameNumbers()
    {
        var floats = await EmbeddingsCaller.VectorsAsync(Client, new { input = new[] { "hello", "world" }, encoding_format = "float" });
        using var base64 = await EmbeddingsCaller.AnswerAsync(
            Client,
            new { input = new[] { "hello", "world" }, encoding_format = "base64" });

        var decoded = base64.RootElement.GetProperty("data").EnumerateArray()
            .Select(item => MemoryMarshal.Cast<byte, float>(item.GetProperty("embedding").GetBytesFromBase64()).ToArray());

        Assert.Equal(floats, decoded);
    }

    [Fact]
    public async Task Post_TextOverTheLimit_IsCutAndSaysSo() =>
        await CheckUsage(string.Join(' ', Enumerable.Repeat("word", 255)), 256, truncated: true);

    [Fact]
    public async Task Post_TextAtTheLimit_IsNotCut() =>
        await CheckUsage(string.Join(' ', Enumerable.Repeat("word", 254)), 256, truncated: false);

    [Fact]
    public async Task Post_Dimensions_CutsAndNormalisesAgain()
    {
        var full = (await EmbeddingsCaller.VectorsAsync(Client, new { input = "hello" }))[0];
        var cut = (await EmbeddingsCaller.VectorsAsync(Client, new { input = "hello", dimensions = 64 }))[0];

        Assert.Equal(64, cut.Length);
        Assert.Equal(1, TensorPrimitives.Norm<float>(cut), 1e-5f);
        Assert.Equal(1, TensorPrimitives.CosineSimilarity<float>(cut, full.AsSpan(0, 64)), 1e-5f);
    }

    [Fact]
    public async Task Post_ManyTextsCut_EveryVectorIsTheCutOfItsOwn()
    {
        string[] texts = ["hello", "world", "a longer text about nothing"];
        var full = await EmbeddingsCaller.VectorsAsync(Client, new { input = texts });
        var cut = await EmbeddingsCaller.VectorsAsync(Client, new { input = texts, dimensions = 8 });

        Assert.All(
            full.Zip(cut),
            pair => Assert.Equal(1, TensorPrimitives.CosineSimilarity<float>(pair.Second, pair.First.AsSpan(0, 8)), 1e-5f));
    }

    private async Task CheckUsage(string text, int tokens, bool truncated)
    {
        using var response = await EmbeddingsCaller.PostAsync(Client, JsonSerializer.Serialize(new { input = new[] { text, "hello" } }));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(tokens + 3, answer.RootElement.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal(truncated ? ["1"] : [], response.Headers.TryGetValues("x-aegis-truncated-inputs", out var values) ? values : []);
    }
}
