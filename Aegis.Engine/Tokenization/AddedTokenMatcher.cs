using System.Buffers;

namespace Aegis.Engine.Tokenization;

/// <summary>Finds added tokens in a text as the reference does: the leftmost one, and the longest of those that begin there.</summary>
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

    /// <summary>Finds the first token that begins in a part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">First position where it may begin.</param>
    /// <param name="to">First position where it may not begin any more.</param>
    /// <param name="plainFrom">End of the token before, whose white space is not taken again.</param>
    /// <returns>Null when there is none.</returns>
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

    /// <summary>A token found in a text.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Start">Where it begins, the white space that it takes included.</param>
    /// <param name="End">Where the text goes on behind it.</param>
    /// <param name="Searched">Where the next token may begin: as in the reference, one made of white space may begin before <paramref name="End"/>.</param>
    public readonly record struct Match(int Id, int Start, int End, int Searched);
}
