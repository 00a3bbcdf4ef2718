namespace Aegis.Engine.Tokenization;

/// <summary>Added tokens that are matched in the normalised text.</summary>
internal sealed class NormalizedTokens
{
    private readonly AddedTokenMatcher _matcher;

    /// <param name="tokens">The tokens, their contents normalised.</param>
    public NormalizedTokens(IReadOnlyCollection<AddedToken> tokens)
    {
        _matcher = new AddedTokenMatcher(tokens);
        MayMeetAtASpace = tokens.Any(token => token.StripsRight || HasInnerSpace(token.Content));
    }

    /// <summary>True when a token may go on over a single space behind another character, where text could be cut otherwise.</summary>
    public bool MayMeetAtASpace { get; }

    /// <summary>Finds the next token from a position on.</summary>
    public AddedTokenMatcher.Match? Find(ReadOnlySpan<char> text, int searched, int plainFrom) => _matcher.Find(text, searched, text.Length, plainFrom);

    private static bool HasInnerSpace(string content)
    {
        var trimmed = content.AsSpan().TrimStart();
        return trimmed.IndexOfAny(' ', '\u2581') > 0;
    }
}
