using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Inference.Onnx;

/// <summary>Serialises the calls of a provider that cannot compute two batches at once: one lock for the process, for all models.</summary>
internal sealed class SerializedModel(IEmbeddingModel model) : IEmbeddingModel
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
