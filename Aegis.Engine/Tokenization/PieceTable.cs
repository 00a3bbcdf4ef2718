namespace Aegis.Engine.Tokenization;

/// <summary>Vocabulary entries by what stands at the beginning of a span of text.</summary>
internal sealed class PieceTable
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Length of the longest entry that begins with a UTF-16 unit.</summary>
    private readonly int[] _longest = new int[char.MaxValue + 1];

    /// <param name="capacity">Number of entries to come.</param>
    public PieceTable(int capacity)
    {
        _ids = new Dictionary<string, int>(capacity, StringComparer.Ordinal);
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <returns>False when the entry is there already, which keeps its first id.</returns>
    public bool TryAdd(string entry, int id)
    {
        if (entry.Length > 0 && _longest[entry[0]] < entry.Length)
        {
            _longest[entry[0]] = entry.Length;
        }

        return _ids.TryAdd(entry, id);
    }

    /// <summary>Looks up an entry.</summary>
    public bool TryGet(ReadOnlySpan<char> entry, out int id) => _lookup.TryGetValue(entry, out id);

    /// <summary>Looks up an entry; null when it is not there.</summary>
    public int? Find(string entry) => _ids.TryGetValue(entry, out var id) ? id : null;

    /// <summary>Length of the longest entry that can stand at the beginning of a text; the text is not empty.</summary>
    public int LongestAt(ReadOnlySpan<char> text) => Math.Min(_longest[text[0]], text.Length);

    /// <summary>Finds the longest entry at the beginning of a text, which is not empty.</summary>
    /// <returns>Its length; 0 when there is none.</returns>
    public int FindLongest(ReadOnlySpan<char> text, out int id)
    {
        for (var length = LongestAt(text); length > 0; length--)
        {
            if (_lookup.TryGetValue(text[..length], out id))
            {
                return length;
            }
        }

        id = -1;
        return 0;
    }
}
