namespace Aegis.Engine.Tokenization;

/// <summary>BERT WordPiece: exactly the ids of Hugging Face <c>tokenizers</c>.</summary>
internal sealed class WordPieceTextTokenizer : SegmentTokenizer
{
    private readonly BertWordNormalizer _normalizer;
    private readonly WordPieceModel _model;

    /// <param name="table">What the normaliser does with each code point.</param>
    /// <param name="model">The vocabulary.</param>
    /// <param name="addedTokens">Tokens that are matched in the text as it stands.</param>
    /// <param name="frame">The special tokens around a text.</param>
    /// <param name="facts">What the tokenizer says of itself.</param>
    public WordPieceTextTokenizer(CodePointTable table, WordPieceModel model, AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts)
        : base(addedTokens, frame, facts)
    {
        _normalizer = new BertWordNormalizer(table);
        _model = model;
    }

    /// <summary>Loads an uncased vocabulary: one entry a line, the line's number (from 0) is the id.</summary>
    /// <param name="vocabularyFile">Path of a <c>vocab.txt</c>.</param>
    /// <param name="maxTokens">Most tokens of a sequence, special tokens included; at least 2.</param>
    /// <exception cref="InvalidDataException">The vocabulary has no [CLS], [SEP] or [UNK], or an entry twice.</exception>
    public static WordPieceTextTokenizer Load(string vocabularyFile, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 2);
        return VocabularyFile.Load(vocabularyFile, VocabularyFileSettings.Uncased, maxTokens);
    }

    protected override void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        Span<char> word = stackalloc char[_model.MaxWordUnits];
        var words = new WordPieceWriter(_model, word, ids);
        _normalizer.Normalize(text, enough, ref words);
    }

    protected override bool IsBoundary(ReadOnlySpan<char> text, int position) => _normalizer.IsBoundary(text, position);
}
