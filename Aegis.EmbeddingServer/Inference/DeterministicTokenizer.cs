using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.EmbeddingServer.Inference;

/// <summary>
/// One token per word: a run of white space and the characters behind it. Its id is a hash of both, so different texts
/// have different ids, the same on every machine.
/// </summary>
internal sealed class DeterministicTokenizer : ITextTokenizer
{
    private const int Begin = 1;
    private const int End = 2;

    public int MaxTokens => 256;

    public TokenSequence Tokenize(ReadOnlySpan<char> text)
    {
        var ids = new List<int> { Begin };
        var rest = text;
        while (!rest.IsEmpty && ids.Count < MaxTokens - 1)
        {
            var length = WordLength(rest);
            ids.Add(Hash(rest[..length]));
            rest = rest[length..];
        }

        ids.Add(End);
        return new TokenSequence([.. ids], Truncated: !rest.IsEmpty);
    }

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
