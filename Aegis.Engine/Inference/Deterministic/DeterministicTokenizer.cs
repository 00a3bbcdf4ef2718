using System.Runtime.InteropServices;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine.Inference.Deterministic;

/// <summary>
/// One token a word, with the white space in front of it. The id is a hash of both: different texts have different ids, the
/// same on every machine.
/// </summary>
internal sealed class DeterministicTokenizer : ITextTokenizer
{
    private static readonly TokenFrame Special = new(before: [1], after: [2], maxTokens: 256, padId: 0);

    public int MaxTokens => Special.MaxTokens;

    public TokenFrame Frame => Special;

    /// <summary>Hashes may be negative too; ids from callers may not.</summary>
    public int VocabularySize => int.MaxValue;

    public int PadId => 0;

    public string Description => "deterministic, one token a word";

    public Truncation DefaultTruncation => Truncation.End;

    public TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End)
    {
        var ids = new List<int>();
        var enough = truncation == Truncation.Start ? int.MaxValue : Special.Capacity + 1;
        while (!text.IsEmpty && ids.Count < enough)
        {
            var length = WordLength(text);
            ids.Add(Hash(text[..length]));
            text = text[length..];
        }

        return Special.Around(CollectionsMarshal.AsSpan(ids), truncation);
    }

    public TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation) => Special.AroundUnlessThere(ids, truncation);

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsWhiteSpace(text[length]))
        {
            length++;
        }

        while (length < text.Length && !char.IsWhiteSpace(text[length]))
        {
            length++;
        }

        return length;
    }

    // FNV-1a, 32 bits, over UTF-16 units: http://www.isthe.com/chongo/tech/comp/fnv/
    private static int Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var unit in word)
        {
            hash = (hash ^ unit) * 16777619u;
        }

        return (int)hash;
    }
}
