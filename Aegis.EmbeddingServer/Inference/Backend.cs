using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>A tokenizer with its model, proven and ready to serve.</summary>
internal sealed record Backend(BackendIdentity Identity, ITextTokenizer Tokenizer, IEmbeddingModel Model) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
