namespace Aegis.Engine.Tokenization;

/// <summary>Finds vocabulary entries at the beginning of a text.</summary>
internal sealed class PieceTable
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>By UTF-16 unit: the length of the longest entry that begins with it.</summary>
    private readonly int[] _longest = new int[char.MaxValue + 1];

    public PieceTable(int capacity)
    {
        _ids = new Dictionary<string, int>(capacity, StringComparer.Ordinal);
        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <returns>False if the entry exists already; it keeps its first id.</returns>
    public bool TryAdd(string entry, int id)
    {
        if (entry.Length > 0 && _longest[entry[0]] < entry.Length)
        {
            _longest[entry[0]] = entry.Length;
        }

        return _ids.TryAdd(entry, id);
    }

    public bool TryGet(ReadOnlySpan<char> entry, out int id) => _lookup.TryGetValue(entry, out id);

    public int? Find(string entry) => _ids.TryGetValue(entry, out var id) ? id : null;

    /// <summary>An upper bound for the length of the entry at the beginning of a text, which must not be empty.</summary>
    public int LongestAt(ReadOnlySpan<char> text) => Math.Min(_longest[text[0]], text.Length);

    /// <summary>Finds the longest entry at the beginning of a text, which must not be empty. Returns its length, or 0.</summary>
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
