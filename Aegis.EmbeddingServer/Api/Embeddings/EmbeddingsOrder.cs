using Aegis.Engine;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>A checked request to the embeddings routes.</summary>
internal sealed record EmbeddingsOrder(ITextTokenizer Tokenizer, Truncation Truncation, int Width)
    : EmbeddingOrder(Tokenizer, Truncation, Width)
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<EmbeddingInput> Inputs { get; init; }

    /// <summary>The model that the request names; null when it names none.</summary>
    public string? ModelName { get; init; }

    /// <summary>True: vectors as base64 of little-endian float32; false: as JSON numbers.</summary>
    public bool IsBase64 { get; init; }
}
