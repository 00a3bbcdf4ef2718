using Microsoft.ML.Tokenizers;

namespace Aegis.Engine.Tokenization;

/// <summary>
/// Decodes token ids of OpenAI's encoding cl100k_base. Clients that count tokens for text-embedding-ada-002 or
/// text-embedding-3 send these ids instead of text.
/// </summary>
internal sealed class Cl100kText
{
    /// <summary>A UTF-16 unit takes at most three bytes of UTF-8, so at most three tokens of one byte.</summary>
    private const int MaxTokensPerUnit = 3;

    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding("cl100k_base");

    /// <summary>How many UTF-16 units an id alone decodes to, at most 128; 0: the encoding has no such id.</summary>
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

    /// <summary>Position of the first id that the encoding does not have; -1 if it has all.</summary>
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

    /// <summary>Decodes ids. Invalid UTF-8 becomes U+FFFD, for example if a client has cut inside a character.</summary>
    /// <returns>Null if the text has more UTF-16 units than allowed.</returns>
    public string? Decode(int[] ids, int maxCharacters)
    {
        var maxUnits = ids.Sum(id => (long)_units[id]);
        var text = maxUnits > (long)MaxTokensPerUnit * maxCharacters ? null : _tokenizer.Decode(ids);
        return text?.Length <= maxCharacters ? text : null;
    }
}
