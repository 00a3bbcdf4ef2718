using Aegis.Engine.Loading;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine;

/// <summary>
/// How a request wants its texts embedded, checked against a model (<see cref="ProvenModel.TokenizerFor"/>,
/// <see cref="ProvenModel.WidthFor"/>). Code behind it checks nothing again.
/// </summary>
internal record EmbeddingOrder(ITextTokenizer Tokenizer, Truncation Truncation, int Width)
{
    /// <summary>The tokens of a text; null when the text is too long and must not be cut.</summary>
    public TokenSequence? Tokenize(ReadOnlySpan<char> text) => UnlessTooLong(Tokenizer.Tokenize(text, Truncation));

    /// <summary>A sequence of token ids of the model; null when there are too many ids and none may be cut.</summary>
    public TokenSequence? FromIds(ReadOnlySpan<int> ids) => UnlessTooLong(Tokenizer.FromIds(ids, Truncation));

    private TokenSequence? UnlessTooLong(TokenSequence sequence) =>
        sequence.Truncated && Truncation == Truncation.None ? null : sequence;
}
