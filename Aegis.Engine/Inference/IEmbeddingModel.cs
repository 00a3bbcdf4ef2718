using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Inference;

/// <summary>Computes vectors. Implementations are safe for concurrent use.</summary>
internal interface IEmbeddingModel : IDisposable
{
    int Dimensions { get; }

    /// <summary>Computes one batch: pads the sequences to the longest, and computes their vectors.</summary>
    /// <param name="batch">At least one sequence.</param>
    /// <param name="vectors">Receives batch.Count x <see cref="Dimensions"/> components, row by row in the batch's order.</param>
    void Embed(IReadOnlyList<TokenSequence> batch, Span<float> vectors);
}
