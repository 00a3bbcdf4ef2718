namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>BERT WordPiece: exactly the ids of Hugging Face <c>tokenizers</c>.</summary>
internal sealed class WordPieceTextTokenizer : SegmentTokenizer
{
    private readonly BertWordNormalizer _normalizer;
    private readonly WordPieceModel _model;

    public WordPieceTextTokenizer(
        CodePointTable table, WordPieceModel model, AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts)
        : base(addedTokens, frame, facts)
    {
        _normalizer = new BertWordNormalizer(table);
        _model = model;
    }

    protected override void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        Span<char> word = stackalloc char[_model.MaxWordUnits];
        var words = new WordPieceWriter(_model, word, ids);
        _normalizer.Normalize(text, enough, ref words);
    }

    protected override bool IsBoundary(ReadOnlySpan<char> text, int position) => _normalizer.IsBoundary(text, position);
}
