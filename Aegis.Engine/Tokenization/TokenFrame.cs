namespace Aegis.Engine.Tokenization;

/// <summary>The special tokens around every sequence, and the limit that they count towards.</summary>
internal sealed class TokenFrame
{
    private readonly int[] _before;
    private readonly int[] _after;
    private readonly int _padId;

    /// <param name="before">First ids of every sequence; may be empty.</param>
    /// <param name="after">Last ids of every sequence; may be empty.</param>
    /// <param name="maxTokens">Most tokens of a sequence, these included; at least 1.</param>
    /// <param name="padId">Stands for a text without a token, where there is nothing before and after either.</param>
    /// <exception cref="InvalidDataException">The limit is too small for the special tokens.</exception>
    public TokenFrame(int[] before, int[] after, int maxTokens, int padId)
    {
        _before = before;
        _after = after;
        _padId = padId;
        MaxTokens = maxTokens;
        if (maxTokens < 1 || Room < 0)
        {
            throw new InvalidDataException($"a limit of {maxTokens} tokens has no room for the {before.Length + after.Length} special tokens of a text");
        }
    }

    /// <summary>Most tokens of a sequence.</summary>
    public int MaxTokens { get; }

    /// <summary>Most tokens between the special ones.</summary>
    public int Room => MaxTokens - _before.Length - _after.Length;

    /// <summary>Puts a text's ids between the special ones, cut to <see cref="Room"/>.</summary>
    public TokenSequence Around(ReadOnlySpan<int> ids, Truncation truncation)
    {
        var kept = Math.Min(ids.Length, Room);
        var part = truncation == Truncation.Start ? ids[^kept..] : ids[..kept];
        int[] all = [.. _before, .. part, .. _after];
        return new TokenSequence(all is [] ? [_padId] : all, truncated: kept < ids.Length);
    }

    /// <summary>What stands between the special ones of a sequence that was made here.</summary>
    public ReadOnlySpan<int> Within(TokenSequence sequence) => sequence.Ids.AsSpan()[_before.Length..^_after.Length];

    /// <summary>Puts a caller's ids between the special ones unless they stand there already, and cuts them to the limit.</summary>
    public TokenSequence AroundUnlessThere(ReadOnlySpan<int> ids, Truncation truncation)
    {
        var framed = ids.Length >= _before.Length + _after.Length && ids.StartsWith(_before) && ids.EndsWith(_after);
        return Around(framed ? ids[_before.Length..^_after.Length] : ids, truncation);
    }
}
