namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>One input as the model sees it.</summary>
/// <param name="Ids">Token ids, special tokens included; at least two.</param>
/// <param name="Truncated">True when the input had more tokens than the model's limit and was cut.</param>
internal sealed record TokenSequence(int[] Ids, bool Truncated)
{
    /// <summary>Number of tokens that go through the model.</summary>
    public int Length => Ids.Length;
}
