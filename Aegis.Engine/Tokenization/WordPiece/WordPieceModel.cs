namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>
/// Greedy longest-match WordPiece: the longest entry at the beginning of a word, then the longest entry with the continuation
/// prefix, and so on. A word that entries cannot cover is one unknown token.
/// </summary>
internal sealed class WordPieceModel
{
    private readonly PieceTable _starts;
    private readonly PieceTable _continuations;

    /// <summary>Of equal entries the last one counts, as in the reference, which reads them into a dictionary.</summary>
    /// <exception cref="InvalidDataException">The vocabulary has no unknown token.</exception>
    public WordPieceModel(IReadOnlyList<string> entries, WordPieceSettings settings)
    {
        _starts = new PieceTable(entries.Count);
        _continuations = new PieceTable(entries.Count / 4);
        for (var id = entries.Count - 1; id >= 0; id--)
        {
            var entry = entries[id];
            if (!_starts.TryAdd(entry, id))
            {
                continue;
            }

            if (entry.StartsWith(settings.ContinuationPrefix, StringComparison.Ordinal))
            {
                _continuations.TryAdd(entry[settings.ContinuationPrefix.Length..], id);
            }
        }

        MaxWordCodePoints = settings.MaxWordCodePoints;
        UnknownId = IdOf(settings.UnknownToken);
    }

    /// <summary>Longer words are unknown; 1 to 1000.</summary>
    public int MaxWordCodePoints { get; }

    /// <summary>The same limit in UTF-16 units.</summary>
    public int MaxWordUnits => 2 * MaxWordCodePoints;

    public int UnknownId { get; }

    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        var before = ids.Count;
        var table = _starts;
        while (!word.IsEmpty)
        {
            var length = table.FindLongest(word, out var id);
            if (length == 0)
            {
                ids.RemoveRange(before, ids.Count - before);
                ids.Add(UnknownId);
                return;
            }

            ids.Add(id);
            word = word[length..];
            table = _continuations;
        }
    }

    public int? FindId(string entry) => _starts.Find(entry);

    /// <exception cref="InvalidDataException">The vocabulary has no such entry.</exception>
    public int IdOf(string entry) => FindId(entry) ?? throw new InvalidDataException($"the vocabulary has no {entry}");
}

internal sealed record WordPieceSettings(string UnknownToken = "[UNK]", string ContinuationPrefix = "##", int MaxWordCodePoints = 100);

/// <summary>Collects the code points of a word and writes its tokens when it ends.</summary>
internal ref struct WordPieceWriter(WordPieceModel model, Span<char> word, List<int> ids)
{
    private readonly Span<char> _word = word;
    private int _units;
    private int _codePoints;

    public readonly int Tokens => ids.Count;

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
