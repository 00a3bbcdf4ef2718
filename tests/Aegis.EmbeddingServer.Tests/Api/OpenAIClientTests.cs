using System.ClientModel;
using System.Numerics.Tensors;
using Aegis.EmbeddingServer.Tests.Support;
using OpenAI;
using OpenAI.Embeddings;

namespace Aegis.EmbeddingServer.Tests.Api;

/// <summary>The official OpenAI .NET client, with nothing changed but its base URL.</summary>
public sealed class OpenAIClientTests(RealModelServer fixture) : IClassFixture<RealModelServer>
{
    [Fact]
    public async Task GenerateEmbedding_OneText_GivesItsReferenceVector()
    {
        var reference = Bundled.Reference("fp32")[3];
        var embedding = await Client().GenerateEmbeddingAsync(reference.Text, cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(TensorPrimitives.CosineSimilarity(embedding.Value.ToFloats().Span, reference.Vector), 0.99f, 1.000001f);
    }

    [Fact]
    public async Task GenerateEmbeddings_Batch_GivesOrderModelAndUsage()
    {
        var reference = Bundled.Reference("fp32");
        OpenAIEmbeddingCollection embeddings = await Client().GenerateEmbeddingsAsync(reference.Select(item => item.Text), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("all-MiniLM-L6-v2", embeddings.Model);
        Assert.Equal(reference.Sum(item => Bundled.Tokenizer.Tokenize(item.Text).Length), embeddings.Usage.TotalTokenCount);
        Assert.All(reference.Zip(embeddings), pair => Assert.InRange(TensorPrimitives.CosineSimilarity(pair.Second.ToFloats().Span, pair.First.Vector), 0.99f, 1.000001f));
    }

    [Fact]
    public async Task GenerateEmbedding_UnknownModel_IsAnErrorWithItsMessage()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(() => Client("gpt-4").GenerateEmbeddingAsync("a", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(404, exception.Status);
        Assert.Contains("model_not_found", exception.Message, StringComparison.Ordinal);
    }

    private EmbeddingClient Client(string model = "text-embedding-3-small") =>
        new(model, new ApiKeyCredential("unused"), new OpenAIClientOptions { Endpoint = new Uri(fixture.Server.Address, "v1") });
}
