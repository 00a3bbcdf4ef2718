using System.Buffers;
using System.Globalization;
using System.Text;

namespace Aegis.Engine.Tokenization.Unigram;

/// <summary>SentencePiece Unigram, as in XLM-R: exactly the ids of Hugging Face <c>tokenizers</c>.</summary>
internal sealed class UnigramTextTokenizer(
    UnigramModel model, UnigramSettings settings, AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts)
    : SegmentTokenizer(addedTokens, frame, facts)
{
    private readonly bool _mayCut = settings.Steps.All(step => step.KeepsSpacesApart)
        && !settings.NormalizedTokens.MayCrossSpace
        && (settings.Words.SplitsAtMarks || settings.Words.SplitsAtWhiteSpace);

    protected override void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        var normalized = TextSteps.Apply(settings.Steps, text.ToString()).AsSpan();
        var start = 0;
        var searched = 0;
        while (settings.NormalizedTokens.Find(normalized, searched, start) is { } match && ids.Count < enough)
        {
            EncodePlain(match.Start > start ? normalized[start..match.Start] : [], first && start == 0, enough, ids);
            ids.Add(match.Id);
            (start, searched) = (match.End, match.Searched);
        }

        EncodePlain(normalized[start..], first && start == 0, enough, ids);
    }

    // True for a single space between two characters that normalisation does not turn into space.
    protected override bool IsBoundary(ReadOnlySpan<char> text, int position)
    {
        if (!_mayCut || text[position] != ' ' || position + 1 == text.Length)
        {
            return false;
        }

        return Rune.DecodeLastFromUtf16(text[..position], out var before, out var units) == OperationStatus.Done
            && Rune.DecodeFromUtf16(text[(position + 1)..], out var behind, out _) == OperationStatus.Done
            && StringInfo.GetNextTextElementLength(text[(position - units)..(position + 1)]) == units
            && StringInfo.GetNextTextElementLength(text[position..]) == 1
            && StaysSolid(before)
            && StaysSolid(behind);
    }

    private bool StaysSolid(Rune rune)
    {
        if (!Rune.IsLetterOrDigit(rune) && !(rune.IsAscii && rune.Value > ' ' && rune.Value < 0x7F))
        {
            return false;
        }

        var normalized = TextSteps.Apply(settings.Steps, rune.ToString());
        return normalized.Length > 0 && !normalized.Any(unit => char.IsWhiteSpace(unit) || unit == settings.Words.Mark);
    }

    private void EncodePlain(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        if (!settings.Words.SplitsAtWhiteSpace)
        {
            EncodeMarked(text, first, enough, ids);
            return;
        }

        for (var position = 0; position < text.Length && ids.Count < enough;)
        {
            var length = 0;
            while (position + length < text.Length && !char.IsWhiteSpace(text[position + length]))
            {
                length++;
            }

            EncodeMarked(text.Slice(position, length), first && position == 0, enough, ids);
            position += length + 1;
        }
    }

    private void EncodeMarked(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var mark = settings.Words.Mark;
        var prefixes = settings.Words.Prefix == MarkPrefix.Always || (settings.Words.Prefix == MarkPrefix.First && first);
        var prefix = prefixes && text[0] != mark && text[0] != ' ' ? 1 : 0;
        var rented = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var marked = rented.AsSpan(0, prefix + text.Length);
        marked[0] = mark;
        text.Replace(marked[prefix..], ' ', mark);
        while (!marked.IsEmpty && ids.Count < enough)
        {
            var next = settings.Words.SplitsAtMarks ? marked[1..].IndexOf(mark) + 1 : 0;
            var word = next > 0 ? marked[..next] : marked;
            model.Encode(word, ids);
            marked = marked[word.Length..];
        }

        ArrayPool<char>.Shared.Return(rented);
    }
}

/// <summary>What happens to a text before Unigram.</summary>
internal sealed record UnigramSettings(IReadOnlyList<ITextStep> Steps, Metaspace Words, NormalizedTokens NormalizedTokens);

/// <summary>Where text without a space in front gets a mark.</summary>
internal enum MarkPrefix
{
    Never,

    /// <summary>At the beginning of the whole text.</summary>
    First,

    /// <summary>At the beginning of each part of the text.</summary>
    Always,
}

/// <summary>How a text becomes words: spaces become a mark, and words begin at marks.</summary>
/// <param name="Mark">Stands for a space.</param>
/// <param name="Prefix">Where a mark is added that stands for no space.</param>
/// <param name="SplitsAtMarks">False: only white space splits words.</param>
/// <param name="SplitsAtWhiteSpace">True: the text is first split at white space, which is dropped.</param>
internal sealed record Metaspace(char Mark, MarkPrefix Prefix, bool SplitsAtMarks, bool SplitsAtWhiteSpace);
