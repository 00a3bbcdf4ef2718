using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>Keeps Runs apart on a provider that cannot do two at once: one lock for the process, whatever model it is.</summary>
internal sealed class OneRunAtATime(IEmbeddingModel model) : IEmbeddingModel
{
    private static readonly Lock Gate = new();

    public int Dimensions => model.Dimensions;

    public void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors)
    {
        lock (Gate)
        {
            model.Embed(batch, vectors);
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            model.Dispose();
        }
    }
}
