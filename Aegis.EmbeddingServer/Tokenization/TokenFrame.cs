namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>The special tokens around every sequence, and the limit that they count towards.</summary>
/// <param name="Begin">First id of every sequence.</param>
/// <param name="End">Last id of every sequence.</param>
/// <param name="MaxTokens">Most tokens of a sequence, both included; at least 2.</param>
internal readonly record struct TokenFrame(int Begin, int End, int MaxTokens)
{
    /// <summary>Most tokens between the two.</summary>
    public int Room => MaxTokens - 2;

    /// <summary>Puts a text's ids between the two, cut to <see cref="Room"/>.</summary>
    public TokenSequence Around(ReadOnlySpan<int> ids, Truncation truncation)
    {
        var kept = Math.Min(ids.Length, Room);
        var part = truncation == Truncation.Start ? ids[^kept..] : ids[..kept];
        return new TokenSequence([Begin, .. part, End], truncated: kept < ids.Length);
    }

    /// <summary>Puts a caller's ids between the two unless they stand there already, and cuts them to the limit.</summary>
    public TokenSequence AroundUnlessThere(ReadOnlySpan<int> ids, Truncation truncation) =>
        Around(ids is [var first, .. var inner, var last] && first == Begin && last == End ? inner : ids, truncation);
}
