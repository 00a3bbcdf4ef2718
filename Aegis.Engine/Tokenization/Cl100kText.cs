using Microsoft.ML.Tokenizers;

namespace Aegis.Engine.Tokenization;

/// <summary>
/// Token ids of OpenAI's encoding cl100k_base, back to text. Clients that count tokens for text-embedding-ada-002 or
/// text-embedding-3 send those instead of text.
/// </summary>
internal sealed class Cl100kText
{
    /// <summary>A code unit of UTF-16 takes three bytes of UTF-8 at most, so three tokens of one byte.</summary>
    private const int MaxTokensPerUnit = 3;

    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding("cl100k_base");

    /// <summary>How many UTF-16 units an id alone decodes to, at most 128; 0 where there is no such id.</summary>
    private readonly byte[] _units;

    public Cl100kText()
    {
        // The special ids come last, with gaps between them and the others.
        _units = new byte[_tokenizer.SpecialTokens!.Values.Max() + 1];
        for (var id = 0; id < _units.Length; id++)
        {
            _units[id] = (byte)_tokenizer.Decode([id]).Length;
        }
    }

    /// <summary>Position of the first id that the encoding does not have; -1 when it has all.</summary>
    public int IndexOfUnknown(ReadOnlySpan<int> ids)
    {
        for (var index = 0; index < ids.Length; index++)
        {
            if ((uint)ids[index] >= (uint)_units.Length || _units[ids[index]] == 0)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The text; bytes that are no UTF-8, as where a client cut between two bytes of a character, become U+FFFD.</summary>
    /// <param name="ids">Ids that the encoding has.</param>
    /// <param name="maxCharacters">Longest text, in UTF-16 units.</param>
    /// <returns>Null when the text is longer.</returns>
    public string? Decode(int[] ids, int maxCharacters)
    {
        var most = ids.Sum(id => (long)_units[id]);
        var text = most > (long)MaxTokensPerUnit * maxCharacters ? null : _tokenizer.Decode(ids);
        return text?.Length <= maxCharacters ? text : null;
    }
}
