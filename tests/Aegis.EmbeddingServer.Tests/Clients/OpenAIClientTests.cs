using System.ClientModel;
using OpenAI;
using OpenAI.Embeddings;

namespace Aegis.EmbeddingServer.Tests.Clients;

/// <summary>What only the OpenAI .NET client offers.</summary>
public sealed class OpenAIClientTests(RealModelServer fixture) : IClassFixture<RealModelServer>
{
    [Fact]
    public async Task GenerateEmbeddings_Batch_GivesModelAndUsage()
    {
        var reference = Bundled.Reference("fp32");
        OpenAIEmbeddingCollection embeddings = await Client().GenerateEmbeddingsAsync(reference.Select(item => item.Text));

        Assert.Equal("all-MiniLM-L6-v2", embeddings.Model);
        Assert.Equal(reference.Sum(item => Bundled.Tokenizer.Tokenize(item.Text).Length), embeddings.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task GenerateEmbeddings_TokenIds_GivesTheVectorsOfTheirTexts()
    {
        ReadOnlyMemory<int>[] ids = [.. Bundled.Reference("fp32")
            .Select(item => (ReadOnlyMemory<int>)Bundled.Tokenizer.Tokenize(item.Text).Ids)];
        OpenAIEmbeddingCollection ofIds = await Client().GenerateEmbeddingsAsync(ids);
        OpenAIEmbeddingCollection ofTexts = await Client().GenerateEmbeddingsAsync(Bundled.Reference("fp32").Select(item => item.Text));

        Assert.All(ofIds.Zip(ofTexts), pair => Assert.All(
            pair.First.ToFloats().ToArray().Zip(pair.Second.ToFloats().ToArray()),
            number => Assert.Equal(number.First, number.Second, 1e-5f)));
    }

    [Fact]
    public async Task GenerateEmbedding_Dimensions_GivesThatWidth()
    {
        var embedding = await Client().GenerateEmbeddingAsync("hello", new EmbeddingGenerationOptions { Dimensions = 64 });

        Assert.Equal(64, embedding.Value.ToFloats().Length);
    }

    [Fact]
    public async Task GenerateEmbedding_UnknownModel_HasTheServersMessage()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(() => Client("gpt-4").GenerateEmbeddingAsync("a"));

        Assert.Contains("model_not_found", exception.Message, StringComparison.Ordinal);
        Assert.Contains("all-MiniLM-L6-v2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-key", null)]
    [InlineData("another", 401)]
    public async Task GenerateEmbedding_FromAServerWithKeys_NeedsOne(string key, int? status)
    {
        await using var server = await TestServer.StartAsync("Aegis:Backend=deterministic", "Aegis:Api:Keys=a-key");
        var client = new EmbeddingClient(
            "text-embedding-3-small",
            new ApiKeyCredential(key),
            new OpenAIClientOptions { Endpoint = new Uri(server.Address, "v1") });

        var exception = await Record.ExceptionAsync(() => client.GenerateEmbeddingAsync("a"));

        Assert.Equal(status, (exception as ClientResultException)?.Status);
    }

    private EmbeddingClient Client(string model = "text-embedding-3-small") =>
        new(model, new ApiKeyCredential("unused"), new OpenAIClientOptions { Endpoint = new Uri(fixture.Server.Address, "v1") });
}
