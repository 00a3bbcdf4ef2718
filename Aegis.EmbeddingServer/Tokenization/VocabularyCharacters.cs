using System.Collections;

namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>
/// The UTF-16 units that occur in any entry of a vocabulary. A word with a unit outside this set cannot be covered by
/// word pieces, so it is [UNK] without a search.
/// </summary>
internal sealed class VocabularyCharacters
{
    private readonly BitArray _units = new(char.MaxValue + 1);

    public VocabularyCharacters(IEnumerable<string> entries)
    {
        foreach (var unit in entries.SelectMany(entry => entry))
        {
            _units[unit] = true;
        }
    }

    public bool Contains(char unit) => _units[unit];
}
