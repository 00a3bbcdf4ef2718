using System.Net;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Aegis.EmbeddingServer.Tests.Support;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>Right requests on the real model.</summary>
public sealed class EmbeddingsTests(RealModelServer fixture) : IClassFixture<RealModelServer>
{
    private HttpClient Client => fixture.Server.Client;

    [Fact]
    public async Task Post_OneText_GivesItsReferenceVector()
    {
        var reference = Bundled.Reference("fp32")[0];

        var vector = (await EmbeddingsCaller.VectorsAsync(Client, new { input = reference.Text })).Single();

        Assert.Equal(384, vector.Length);
        Assert.InRange(TensorPrimitives.CosineSimilarity<float>(vector, reference.Vector), 0.99, 1.000001);
    }

    [Fact]
    public async Task Post_AllReferenceTexts_KeepsTheirOrder()
    {
        var reference = Bundled.Reference("fp32");

        var vectors = await EmbeddingsCaller.VectorsAsync(Client, new { input = reference.Select(item => item.Text) });

        Assert.Equal(reference.Count, vectors.Length);
        Assert.All(reference.Zip(vectors), pair => Assert.InRange(TensorPrimitives.CosineSimilarity<float>(pair.Second, pair.First.Vector), 0.99, 1.000001));
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
        using var base64 = await EmbeddingsCaller.AnswerAsync(Client, new { input = new[] { "hello", "world" }, encoding_format = "base64" });

        var decoded = base64.RootElement.GetProperty("data").EnumerateArray()
            .Select(item => MemoryMarshal.Cast<byte, float>(item.GetProperty("embedding").GetBytesFromBase64()).ToArray());

        Assert.Equal(floats, decoded);
    }

    [Fact]
    public async Task Post_Answer_HasTheContractsFieldsInOrder()
    {
        using var answer = await EmbeddingsCaller.AnswerAsync(Client, new { input = new[] { "hello", "" }, model = "text-embedding-3-small" });
        var root = answer.RootElement;

        Assert.Equal(["object", "data", "model", "usage"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("list", root.GetProperty("object").GetString());
        Assert.Equal("all-MiniLM-L6-v2", root.GetProperty("model").GetString());
        Assert.Equal([0, 1], root.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        Assert.All(root.GetProperty("data").EnumerateArray(), item => Assert.Equal("embedding", item.GetProperty("object").GetString()));
        Assert.Equal((5, 5), (root.GetProperty("usage").GetProperty("prompt_tokens").GetInt32(), root.GetProperty("usage").GetProperty("total_tokens").GetInt32()));
    }

    [Theory]
    [InlineData("", 2, false)]
    [InlineData("hello", 3, false)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 12, false)]
    public async Task Post_Usage_CountsSpecialTokens(string text, int tokens, bool truncated) => await CheckUsage(text, tokens, truncated);

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

        Assert.All(full.Zip(cut), pair => Assert.Equal(1, TensorPrimitives.CosineSimilarity<float>(pair.Second, pair.First.AsSpan(0, 8)), 1e-5f));
    }

    [Theory]
    [InlineData("""{"input":"hello","model":null,"encoding_format":null,"dimensions":null,"user":null}""")]
    [InlineData("""{"input":"hello","model":"","user":"me","future_field":{"a":[1,{"b":null}]}}""")]
    [InlineData("""{"input":"hello","model":"sentence-transformers/all-MiniLM-L6-v2"}""")]
    [InlineData("""{"input":"other","model":"nothing","input":"hello","model":"nomic-embed-text"}""")]
    [InlineData(" \r\n\t{\"input\" : [\"hello\"] } ")]
    [InlineData("{\"input\":\"\\u0068ello\"}")]
    public async Task Post_OptionalAndUnknownFields_ChangeNothing(string body)
    {
        using var response = await EmbeddingsCaller.PostAsync(Client, body);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var expected = (await EmbeddingsCaller.VectorsAsync(Client, new { input = "hello" }))[0];

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, answer.RootElement.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(component => component.GetSingle()));
    }

    [Theory]
    [InlineData("/embeddings")]
    [InlineData("/embeddings/")]
    [InlineData("/v1/embeddings/")]
    public async Task Post_OtherSpellingsOfTheRoute_Answer(string route)
    {
        using var content = new StringContent("""{"input":"hello"}""", System.Text.Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(route, content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Post_Answer_SaysHowLongEachStageTook()
    {
        using var response = await EmbeddingsCaller.PostAsync(Client, """{"input":"hello"}""");

        Assert.Matches(@"^tokenize;dur=[\d.]+, queue;dur=[\d.]+, inference;dur=[\d.]+$", response.Headers.GetValues("server-timing").Single());
    }

    [Theory]
    [InlineData("my-id_1.2", true)]
    [InlineData("not an id", false)]
    public async Task Post_RequestId_IsKeptWhereItIsHarmless(string id, bool kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings") { Content = new StringContent("""{"input":"a"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("x-request-id", id);
        using var response = await Client.SendAsync(request);

        Assert.Equal(kept, response.Headers.GetValues("x-request-id").Single() == id);
    }

    // What the OpenAI Python client (2.x) sends: base64 always, a key, and headers of its own.
    [Fact]
    public async Task Post_AsTheOpenAIPythonClientDoes_GivesReferenceVectors()
    {
        var reference = Bundled.Reference("fp32");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings");
        request.Content = new StringContent(JsonSerializer.Serialize(new { input = reference.Select(item => item.Text), model = "text-embedding-3-small", encoding_format = "base64" }));
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in new[] { ("Accept", "application/json"), ("Authorization", "Bearer unused"), ("User-Agent", "OpenAI/Python 2.8.0"), ("X-Stainless-Lang", "python"), ("x-stainless-retry-count", "0"), ("x-stainless-read-timeout", "600") })
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var vectors = answer.RootElement.GetProperty("data").EnumerateArray().Select(item => MemoryMarshal.Cast<byte, float>(item.GetProperty("embedding").GetBytesFromBase64()).ToArray());

        Assert.All(reference.Zip(vectors), pair => Assert.InRange(TensorPrimitives.CosineSimilarity<float>(pair.Second, pair.First.Vector), 0.99, 1.000001));
    }

    [Fact]
    public async Task Post_LeadingByteOrderMark_IsTolerated()
    {
        using var response = await EmbeddingsCaller.PostAsync(Client, "\uFEFF{\"input\":\"hello\"}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task CheckUsage(string text, int tokens, bool truncated)
    {
        using var response = await EmbeddingsCaller.PostAsync(Client, JsonSerializer.Serialize(new { input = new[] { text, "hello" } }));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(tokens + 3, answer.RootElement.GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal(truncated ? ["1"] : [], response.Headers.TryGetValues("x-aegis-truncated-inputs", out var values) ? values : []);
    }
}
