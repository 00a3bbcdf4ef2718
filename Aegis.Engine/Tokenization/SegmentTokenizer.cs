using System.Runtime.InteropServices;

namespace Aegis.Engine.Tokenization;

/// <summary>
/// What the families have in common: added tokens are matched in the text as it stands, what is between them is
/// encoded by the family, and a long text is encoded a part at a time, from the end that is kept, until there are
/// enough tokens.
/// </summary>
internal abstract class SegmentTokenizer(AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts) : ITextTokenizer
{
    // So long that an ordinary text, which has four characters a token, is one part.
    private readonly int _partLength = Math.Max(1024, (int)Math.Min(8L * frame.Room, 1 << 24));

    public int MaxTokens => frame.MaxTokens;

    public TokenFrame Frame => frame;

    public int VocabularySize => facts.VocabularySize;

    public int PadId => facts.PadId;

    public string Description => facts.Description;

    public TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End)
    {
        // One token more than there is room for shows that something is cut.
        var enough = frame.Room + 1;
        var ids = new List<int>(Math.Min(enough, (text.Length / 4) + 8));
        if (truncation == Truncation.Start)
        {
            EncodeFromTheEnd(text, enough, ids);
        }
        else
        {
            EncodeFromTheStart(text, enough, ids);
        }

        return frame.Around(CollectionsMarshal.AsSpan(ids), truncation);
    }

    public TokenSequence FromIds(ReadOnlySpan<int> ids, Truncation truncation) => frame.AroundUnlessThere(ids, truncation);

    /// <summary>Encodes text without added tokens.</summary>
    /// <param name="text">Valid Unicode, not empty.</param>
    /// <param name="first">True when the whole text begins with it.</param>
    /// <param name="enough">May stop once there are so many <paramref name="ids"/>.</param>
    /// <param name="ids">Receives the ids.</param>
    protected abstract void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids);

    /// <summary>True when what stands before and behind a position has the same tokens apart as together.</summary>
    /// <param name="text">Text without added tokens.</param>
    /// <param name="position">Greater than 0, less than the length.</param>
    protected abstract bool IsBoundary(ReadOnlySpan<char> text, int position);

    private void EncodeFromTheStart(ReadOnlySpan<char> text, int enough, List<int> ids)
    {
        var start = 0;
        var searched = 0;
        var length = _partLength;
        while (start < text.Length && ids.Count < enough)
        {
            var end = Math.Min(start + length, text.Length);
            if (addedTokens.Find(text, searched, end, start) is { } match)
            {
                EncodePart(text, start, match.Start, enough, ids);
                ids.Add(match.Id);
                (start, searched, length) = (match.End, match.Searched, _partLength);
                continue;
            }

            searched = Math.Max(searched, end);
            var cut = end == text.Length ? end : LastBoundary(text[..end], start);
            if (cut < 0)
            {
                length *= 2;
                continue;
            }

            EncodePart(text, start, cut, enough, ids);
            (start, length) = (cut, _partLength);
        }
    }

    private void EncodeFromTheEnd(ReadOnlySpan<char> text, int enough, List<int> ids)
    {
        // Which tokens there are shows only from the start: two of them may overlap.
        var matches = new List<AddedTokenMatcher.Match>();
        var searched = 0;
        var plainFrom = 0;
        while (addedTokens.Find(text, searched, text.Length, plainFrom) is { } match)
        {
            matches.Add(match);
            (searched, plainFrom) = (match.Searched, match.End);
        }

        var end = text.Length;
        for (var index = matches.Count - 1; index >= 0 && ids.Count < enough; index--)
        {
            EncodeBackwards(text, matches[index].End, end, enough, ids);
            ids.Insert(0, matches[index].Id);
            end = matches[index].Start;
        }

        EncodeBackwards(text, 0, end, enough, ids);
    }

    private void EncodeBackwards(ReadOnlySpan<char> text, int start, int end, int enough, List<int> ids)
    {
        var length = _partLength;
        var part = new List<int>();
        while (start < end && ids.Count < enough)
        {
            var from = Math.Max(start, end - length);
            var cut = from == start ? start : FirstBoundary(text[..end], from);
            if (cut < 0)
            {
                length *= 2;
                continue;
            }

            part.Clear();
            EncodePart(text, cut, end, int.MaxValue, part);
            ids.InsertRange(0, part);
            (end, length) = (cut, _partLength);
        }
    }

    private void EncodePart(ReadOnlySpan<char> text, int start, int end, int enough, List<int> ids)
    {
        if (start < end)
        {
            Encode(text[start..end], first: start == 0, enough, ids);
        }
    }

    private int LastBoundary(ReadOnlySpan<char> text, int start)
    {
        for (var position = text.Length - 1; position > start; position--)
        {
            if (IsBoundary(text, position))
            {
                return position;
            }
        }

        return -1;
    }

    private int FirstBoundary(ReadOnlySpan<char> text, int from)
    {
        for (var position = from; position < text.Length; position++)
        {
            if (IsBoundary(text, position))
            {
                return position;
            }
        }

        return -1;
    }
}
