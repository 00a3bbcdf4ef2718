namespace Aegis.Engine.Tokenization;

/// <summary>
/// Greedy longest-match WordPiece: the longest entry at the beginning of a word, then the longest one with the prefix of
/// continuations, and so on; a word that cannot be covered is one unknown token.
/// </summary>
internal sealed class WordPieceModel
{
    private readonly PieceTable _starts;
    private readonly PieceTable _continuations;

    /// <param name="entries">The vocabulary, by id.</param>
    /// <param name="settings">What else the model says.</param>
    /// <exception cref="InvalidDataException">An entry is there twice, or the unknown token is not.</exception>
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

    /// <summary>Longest word, in code points, that is searched; a longer one is unknown.</summary>
    public int MaxWordCodePoints { get; }

    /// <summary>The same in UTF-16 units.</summary>
    public int MaxWordUnits => 2 * MaxWordCodePoints;

    /// <summary>The id of a word that cannot be covered.</summary>
    public int UnknownId { get; }

    /// <summary>Adds the ids of a word, which is not empty.</summary>
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

    /// <summary>The id of an entry; null when it is not there.</summary>
    public int? FindId(string entry) => _starts.Find(entry);

    /// <summary>The id of an entry.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public int IdOf(string entry) => FindId(entry) ?? throw new InvalidDataException($"the vocabulary has no {entry}");
}

/// <summary>The settings of a WordPiece model.</summary>
/// <param name="UnknownToken">Stands for a word that cannot be covered.</param>
/// <param name="ContinuationPrefix">Marks the entries inside a word.</param>
/// <param name="MaxWordCodePoints">Longest word that is searched; 1 to 1000.</param>
internal sealed record WordPieceSettings(string UnknownToken = "[UNK]", string ContinuationPrefix = "##", int MaxWordCodePoints = 100);
