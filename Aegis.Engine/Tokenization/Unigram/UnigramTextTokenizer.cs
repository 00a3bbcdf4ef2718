using System.Buffers;
using System.Globalization;
using System.Text;

namespace Aegis.Engine.Tokenization.Unigram;

/// <summary>SentencePiece Unigram, as in XLM-R: exactly the ids of Hugging Face <c>tokenizers</c>.</summary>
internal sealed class UnigramTextTokenizer : SegmentTokenizer
{
    private readonly UnigramModel _model;
    private readonly UnigramSettings _settings;
    private readonly bool _mayCut;

    public UnigramTextTokenizer(
        UnigramModel model, UnigramSettings settings, AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts)
        : base(addedTokens, frame, facts)
    {
        _model = model;
        _settings = settings;
        _mayCut = settings.Steps.All(step => step.KeepsSpacesApart)
            && !settings.NormalizedTokens.MayCrossSpace
            && (settings.Words.SplitsAtMarks || settings.Words.SplitsAtWhiteSpace);
    }

    protected override void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        var normalized = TextSteps.Apply(_settings.Steps, text.ToString()).AsSpan();
        var start = 0;
        var searched = 0;
        while (_settings.NormalizedTokens.Find(normalized, searched, start) is { } match && ids.Count < enough)
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

        var normalized = TextSteps.Apply(_settings.Steps, rune.ToString());
        return normalized.Length > 0 && !normalized.Any(unit => char.IsWhiteSpace(unit) || unit == _settings.Words.Mark);
    }

    private void EncodePlain(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        if (!_settings.Words.SplitsAtWhiteSpace)
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

        var mark = _settings.Words.Mark;
        var prefixes = _settings.Words.Prefix == MarkPrefix.Always || (_settings.Words.Prefix == MarkPrefix.First && first);
        var prefix = prefixes && text[0] != mark && text[0] != ' ' ? 1 : 0;
        var rented = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var marked = rented.AsSpan(0, prefix + text.Length);
        marked[0] = mark;
        text.Replace(marked[prefix..], ' ', mark);
        while (!marked.IsEmpty && ids.Count < enough)
        {
            var next = _settings.Words.SplitsAtMarks ? marked[1..].IndexOf(mark) + 1 : 0;
            var word = next > 0 ? marked[..next] : marked;
            _model.Encode(word, ids);
            marked = marked[word.Length..];
        }

        ArrayPool<char>.Shared.Return(rented);
    }
}

/// <summary>What happens to a text before Unigram.</summary>
/// <param name="Steps">Normalise the text.</param>
/// <param name="Words">How the text is split into words.</param>
/// <param name="NormalizedTokens">Added tokens that are matched after normalisation.</param>
internal sealed record UnigramSettings(IReadOnlyList<ITextStep> Steps, Metaspace Words, NormalizedTokens NormalizedTokens);
