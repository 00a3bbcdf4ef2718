namespace Aegis.Engine.Tokenization;

/// <summary>Added tokens that are matched in the normalised text.</summary>
internal sealed class NormalizedTokens(IReadOnlyCollection<AddedToken> tokens)
{
    private readonly AddedTokenMatcher _matcher = new(tokens);

    /// <summary>True if a token may contain a single space between two other characters, so that text must not be cut there.</summary>
    public bool MayCrossSpace { get; } = tokens.Any(token => token.StripsRight || HasInnerSpace(token.Content));

    public AddedTokenMatcher.Match? Find(ReadOnlySpan<char> text, int searched, int plainFrom) =>
        _matcher.Find(text, searched, text.Length, plainFrom);

    private static bool HasInnerSpace(string content)
    {
        var trimmed = content.AsSpan().TrimStart();
        return trimmed.IndexOfAny(' ', '\u2581') > 0;
    }
}
