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

    private static readonly string[] SpecialTokens = [Cls, Sep, "[MASK]", "[PAD]", "[UNK]"];

    private readonly WordPieceTokenizer _pieces;
    private readonly VocabularyCharacters _characters;
    private readonly BertWordNormalizer _normalizer;
    private readonly int _cls;
    private readonly int _sep;

    private WordPieceTextTokenizer(WordPieceTokenizer pieces, string[] vocabulary, int maxTokens)
    {
        _pieces = pieces;
        _characters = new VocabularyCharacters(vocabulary);
        var special = SpecialTokens.Where(vocabulary.Contains).ToArray();
        _normalizer = new BertWordNormalizer(CodePointTable.BertUncased, special);
        _cls = IdOf(vocabulary, Cls);
        _sep = IdOf(vocabulary, Sep);
        VocabularySize = vocabulary.Length;
        MaxTokens = maxTokens;
    }

    public int MaxTokens { get; }

    /// <summary>Number of token ids.</summary>
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

    public TokenSequence Tokenize(ReadOnlySpan<char> text)
    {
        var room = MaxTokens - 2;
        using var words = new WordBuffer(_characters);
        _normalizer.Normalize(text, room + 1, words);
        if (words.Words == 0)
        {
            return new TokenSequence([_cls, _sep], Truncated: false);
        }

        var pieces = _pieces.EncodeToIds(words.Text, room + 1 + MaxPiecesPerWord, out _, out _);
        var kept = Math.Min(pieces.Count, room);
        var ids = new int[kept + 2];
        ids[0] = _cls;
        for (var i = 0; i < kept; i++)
        {
            ids[i + 1] = pieces[i];
        }

        ids[^1] = _sep;
        return new TokenSequence(ids, Truncated: pieces.Count > room);
    }

    private static int IdOf(string[] vocabulary, string token) =>
        Array.IndexOf(vocabulary, token) is >= 0 and var id ? id : throw new InvalidDataException($"the vocabulary has no {token}");
}
