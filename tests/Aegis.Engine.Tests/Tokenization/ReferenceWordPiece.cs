using System.Text;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>Greedy longest-match WordPiece as its definition reads, for short words; independent of the product.</summary>
internal sealed class ReferenceWordPiece(IReadOnlyList<string> vocabulary)
{
    private const int Unknown = 100;

    private readonly Dictionary<string, int> _ids = vocabulary.Select((entry, id) => (entry, id))
        .ToDictionary(pair => pair.entry, pair => pair.id, StringComparer.Ordinal);

    public IEnumerable<int> Encode(string word)
    {
        var runes = word.EnumerateRunes().ToArray();
        var ids = new List<int>();
        for (var start = 0; start < runes.Length;)
        {
            var end = runes.Length;
            while (end > start && !_ids.ContainsKey(Piece(runes, start, end)))
            {
                end--;
            }

            if (end == start)
            {
                return [Unknown];
            }

            ids.Add(_ids[Piece(runes, start, end)]);
            start = end;
        }

        return ids;
    }

    private static string Piece(Rune[] runes, int start, int end) =>
        (start == 0 ? string.Empty : "##") + string.Concat(runes[start..end]);
}
