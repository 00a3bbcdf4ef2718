namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>Carries a <see cref="Failure"/> out of the JSON serializer, from a converter: it can only throw. Nothing else uses it.</summary>
internal sealed class RequestException(Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;
}
