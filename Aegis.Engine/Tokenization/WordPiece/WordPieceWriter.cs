namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>Collects the code points of a word and writes its tokens when it ends.</summary>
/// <param name="model">The vocabulary.</param>
/// <param name="word">A buffer of <see cref="WordPieceModel.MaxWordUnits"/>.</param>
/// <param name="ids">Receives the tokens.</param>
internal ref struct WordPieceWriter(WordPieceModel model, Span<char> word, List<int> ids)
{
    private readonly Span<char> _word = word;
    private int _units;
    private int _codePoints;

    /// <summary>Number of tokens, those of earlier words included.</summary>
    public readonly int Tokens => ids.Count;

    /// <param name="codePoint">Its UTF-16 units.</param>
    public void Append(ReadOnlySpan<char> codePoint)
    {
        _codePoints++;
        if (_codePoints <= model.MaxWordCodePoints)
        {
            codePoint.CopyTo(_word[_units..]);
            _units += codePoint.Length;
        }
    }

    public void EndWord()
    {
        if (_codePoints > model.MaxWordCodePoints)
        {
            ids.Add(model.UnknownId);
        }
        else if (_units > 0)
        {
            model.Encode(_word[.._units], ids);
        }

        _units = 0;
        _codePoints = 0;
    }
}
