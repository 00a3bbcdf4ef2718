namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>BERT WordPiece: exactly the ids of Hugging Face <c>tokenizers</c>.</summary>
internal sealed class WordPieceTextTokenizer(
    CodePointTable table, WordPieceModel model, AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts)
    : SegmentTokenizer(addedTokens, frame, facts)
{
    private readonly BertWordNormalizer _normalizer = new(table);

    protected override void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        Span<char> word = stackalloc char[model.MaxWordUnits];
        var words = new WordPieceWriter(model, word, ids);
        _normalizer.Normalize(text, enough, ref words);
    }

    protected override bool IsBoundary(ReadOnlySpan<char> text, int position) => _normalizer.IsBoundary(text, position);
}
