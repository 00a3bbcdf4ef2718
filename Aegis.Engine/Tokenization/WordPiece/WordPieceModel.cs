namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>
/// Greedy longest-match WordPiece: the longest entry at the beginning of a word, then the longest entry with the continuation
/// prefix, and so on. A word that entries cannot cover is one unknown token.
/// </summary>
internal sealed class WordPieceModel
{
    private readonly PieceTable _starts;
    private readonly PieceTable _continuations;

    /// <param name="entries">The vocabulary, by id.</param>
    /// <param name="settings">The other settings of the model.</param>
    /// <exception cref="InvalidDataException">The vocabulary has an entry twice, or no unknown token.</exception>
    public WordPieceModel(IReadOnlyList<string> entries, WordPieceSettings settings)
    {
        _starts = new PieceTable(entries.Count);
        _continuations = new PieceTable(entries.Count / 4);
        for (var id = 0; id < entries.Count; id++)
        {
            var entry = entries[id];
            if (!_starts.TryAdd(entry, id))
            {
                throw new InvalidDataException($"the entry '{entry}' is there twice");
            }

            if (entry.StartsWith(settings.ContinuationPrefix, StringComparison.Ordinal))
            {
                _continuations.TryAdd(entry[settings.ContinuationPrefix.Length..], id);
            }
        }

        MaxWordCodePoints = settings.MaxWordCodePoints;
        UnknownId = IdOf(settings.UnknownToken);
    }

    /// <summary>Longer words are unknown.</summary>
    public int MaxWordCodePoints { get; }

    /// <summary>The same limit in UTF-16 units.</summary>
    public int MaxWordUnits => 2 * MaxWordCodePoints;

    public int UnknownId { get; }

    /// <param name="word">Not empty.</param>
    /// <param name="ids">Receives the ids.</param>
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

/// <param name="UnknownToken">Stands for an unknown word.</param>
/// <param name="ContinuationPrefix">Marks the entries inside a word.</param>
/// <param name="MaxWordCodePoints">Longer words are unknown; 1 to 1000.</param>
internal sealed record WordPieceSettings(string UnknownToken = "[UNK]", string ContinuationPrefix = "##", int MaxWordCodePoints = 100);
