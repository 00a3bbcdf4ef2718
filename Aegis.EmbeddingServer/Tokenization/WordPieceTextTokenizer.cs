using System.Runtime.InteropServices;
using Microsoft.ML.Tokenizers;

namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>Uncased BERT WordPiece: exactly the ids of Hugging Face <c>tokenizers</c>, between [CLS] and [SEP].</summary>
internal sealed class WordPieceTextTokenizer : ITextTokenizer
{
    private const string Cls = "[CLS]";
    private const string Sep = "[SEP]";

    /// <summary>
    /// Most pieces of one word. The library leaves out a word that does not fit the limit as a whole, where the
    /// reference keeps its first pieces: so this many more are asked for, and cut here.
    /// </summary>
    private const int MaxPiecesPerWord = 100;

    private const int WordsAtOnce = 32;

    private static readonly string[] SpecialTokens = [Cls, Sep, "[MASK]", "[PAD]", "[UNK]"];

    private readonly WordPieceTokenizer _pieces;
    private readonly VocabularyCharacters _characters;
    private readonly BertWordNormalizer _normalizer;
    private readonly TokenFrame _frame;

    private WordPieceTextTokenizer(WordPieceTokenizer pieces, string[] vocabulary, int maxTokens)
    {
        _pieces = pieces;
        _characters = new VocabularyCharacters(vocabulary);
        var special = SpecialTokens.Where(vocabulary.Contains).ToArray();
        _normalizer = new BertWordNormalizer(CodePointTable.BertUncased, special);
        _frame = new TokenFrame(IdOf(vocabulary, Cls), IdOf(vocabulary, Sep), maxTokens);
        VocabularySize = vocabulary.Length;
    }

    public int MaxTokens => _frame.MaxTokens;

    public int VocabularySize { get; }

    /// <summary>Loads a vocabulary: one entry a line, the line's number (from 0) is the id.</summary>
    /// <param name="vocabularyFile">Path of a <c>vocab.txt</c>.</param>
    /// <param name="maxTokens">Most tokens of a sequence, special tokens included; at least 2.</param>
    /// <exception cref="InvalidDataException">The vocabulary has no [CLS], [SEP] or [UNK], or an entry twice.</exception>
    public static WordPieceTextTokenizer Load(string vocabularyFile, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 2);
        var vocabulary = File.ReadAllLines(vocabularyFile);
        var options = new WordPieceOptions
        {
            PreTokenizer = new SpaceSplitter(),
            // The library counts UTF-16 units, the reference code points: WordBuffer keeps the reference's bound.
            MaxInputCharsPerWord = 2 * MaxPiecesPerWord,
        };

        try
        {
            return new WordPieceTextTokenizer(WordPieceTokenizer.Create(vocabularyFile, options), vocabulary, maxTokens);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException("not a WordPiece vocabulary: " + exception.Message, exception);
        }
    }

    public TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End)
    {
        // One word more than there is room for shows that something is cut.
        var enough = _frame.Room + 1;
        using var words = new WordBuffer(_characters);
        if (truncation == Truncation.Start)
        {
            _normalizer.Normalize(text[_normalizer.StartOfLastWords(text, enough)..], int.MaxValue, words);
        }
        else
        {
            _normalizer.Normalize(text, enough, words);
        }

        if (words.Words == 0)
        {
            return _frame.Around([], truncation);
        }

        var pieces = truncation == Truncation.Start ? LastPieces(words.Text, enough) : Pieces(words.Text, enough + MaxPiecesPerWord);
        return _frame.Around(CollectionsMarshal.AsSpan(pieces), truncation);
    }

    public TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation) => _frame.AroundUnlessThere(ids, truncation);

    // Words have nothing to do with one another, so they may be cut into pieces from the end until there are enough.
    private List<int> LastPieces(ReadOnlySpan<char> words, int enough)
    {
        var pieces = new List<int>(enough);
        while (words.Length > 0 && pieces.Count < enough)
        {
            var start = words.Length;
            for (var word = 0; word < WordsAtOnce && start > 0; word++)
            {
                // Each word ends with a space.
                start = words[..(start - 1)].LastIndexOf(' ') + 1;
            }

            pieces.InsertRange(0, Pieces(words[start..], int.MaxValue));
            words = words[..start];
        }

        return pieces;
    }

    private List<int> Pieces(ReadOnlySpan<char> words, int most)
    {
        var pieces = _pieces.EncodeToIds(words, most, out _, out _);
        return pieces as List<int> ?? [.. pieces];
    }

    private static int IdOf(string[] vocabulary, string token) =>
        Array.IndexOf(vocabulary, token) is >= 0 and var id ? id : throw new InvalidDataException($"the vocabulary has no {token}");
}
