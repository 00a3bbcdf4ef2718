using System.Buffers;

namespace Aegis.Engine.Tokenization;

/// <summary>Finds added tokens in a text as the reference does: the leftmost, and of those that begin there the longest.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<char> _firstUnits;
    private readonly Dictionary<char, AddedToken[]> _byFirstUnit;

    public AddedTokenMatcher(IReadOnlyCollection<AddedToken> tokens)
    {
        _byFirstUnit = tokens
            .GroupBy(token => token.Content[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());
        _firstUnits = SearchValues.Create([.. _byFirstUnit.Keys]);
    }

    /// <summary>Finds the first token that begins in a part. It strips no white space in front of <paramref name="plainFrom"/>.</summary>
    public Match? Find(ReadOnlySpan<char> text, int from, int to, int plainFrom)
    {
        while (from < to)
        {
            var next = text[from..to].IndexOfAny(_firstUnits);
            if (next < 0)
            {
                return null;
            }

            from += next;
            foreach (var token in _byFirstUnit[text[from]])
            {
                if (text[from..].StartsWith(token.Content, StringComparison.Ordinal))
                {
                    return Strip(text, from, token, plainFrom);
                }
            }

            from++;
        }

        return null;
    }

    private static Match Strip(ReadOnlySpan<char> text, int position, AddedToken token, int plainFrom)
    {
        var start = position;
        while (token.StripsLeft && start > plainFrom && char.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        var searched = position + token.Content.Length;
        var end = searched;
        while (token.StripsRight && end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return new Match(token.Id, start, end, searched);
    }

    /// <summary>As in the reference, the next token may begin at Searched: a token of white space even before End.</summary>
    public readonly record struct Match(int Id, int Start, int End, int Searched);
}

/// <summary>A token that is matched as a whole, in exact case, before the text becomes words; it may strip white space around it.</summary>
internal sealed record AddedToken(string Content, int Id, bool StripsLeft = false, bool StripsRight = false);
