using System.Runtime.InteropServices;

namespace Aegis.Engine.Tokenization;

/// <summary>
/// What the families have in common. Added tokens are matched in the text as it is, and the family encodes the text between
/// them. A long text is encoded part by part, from the end that is kept, until there are enough tokens.
/// </summary>
internal abstract class SegmentTokenizer(AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts) : ITextTokenizer
{
    // Ordinary text has about four characters a token, so a text within the limit is usually one part.
    private readonly int _partLength = Math.Max(1024, (int)Math.Min(8L * frame.Capacity, 1 << 24));

    public int MaxTokens => frame.MaxTokens;

    public TokenFrame Frame => frame;

    public int VocabularySize => facts.VocabularySize;

    public int PadId => facts.PadId;

    public string Description => facts.Description;

    public Truncation DefaultTruncation => facts.CutsStart ? Truncation.Start : Truncation.End;

    public TokenSequence Tokenize(ReadOnlySpan<char> text, Truncation truncation = Truncation.End)
    {
        // One token over the capacity shows that the text is cut.
        var enough = frame.Capacity + 1;
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

    /// <summary>Encodes a part, not empty, without added tokens. May stop at <paramref name="enough"/> ids.</summary>
    protected abstract void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids);

    /// <summary>True if the parts before and behind a position inside the text have the same tokens apart as together.</summary>
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
        // The search must go from the start, because tokens may overlap.
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
