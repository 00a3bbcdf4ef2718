namespace Aegis.Engine.Tokenization;

/// <summary>The special tokens around every sequence, if there are any, and the limit that they count towards.</summary>
internal sealed class TokenFrame
{
    private readonly int[] _before;
    private readonly int[] _after;
    private readonly int _padId;

    /// <exception cref="InvalidDataException">The limit is too small for the special tokens.</exception>
    public TokenFrame(int[] before, int[] after, int maxTokens, int padId)
    {
        _before = before;
        _after = after;
        _padId = padId;
        MaxTokens = maxTokens;
        if (maxTokens < 1 || Capacity < 0)
        {
            throw new InvalidDataException(
                $"a limit of {maxTokens} tokens has no room for the {before.Length + after.Length} special tokens of a text");
        }
    }

    public int MaxTokens { get; }

    /// <summary>Limit of the tokens between the special tokens.</summary>
    public int Capacity => MaxTokens - _before.Length - _after.Length;

    /// <summary>Puts ids between the special tokens, cut to <see cref="Capacity"/>.</summary>
    public TokenSequence Around(ReadOnlySpan<int> ids, Truncation truncation)
    {
        var kept = Math.Min(ids.Length, Capacity);
        var part = truncation == Truncation.Start ? ids[^kept..] : ids[..kept];
        int[] all = [.. _before, .. part, .. _after];
        return new TokenSequence(all is [] ? [_padId] : all, truncated: kept < ids.Length);
    }

    /// <summary>The ids between the special tokens of a sequence from <see cref="Around"/>.</summary>
    public ReadOnlySpan<int> Within(TokenSequence sequence) => sequence.Ids.AsSpan()[_before.Length..^_after.Length];

    public TokenSequence AroundUnlessThere(ReadOnlySpan<int> ids, Truncation truncation)
    {
        var framed = ids.Length >= _before.Length + _after.Length && ids.StartsWith(_before) && ids.EndsWith(_after);
        return Around(framed ? ids[_before.Length..^_after.Length] : ids, truncation);
    }
}
