using System.Buffers;
using System.Text;
using Aegis.Engine.Tokenization.Unicode;

namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>Byte-level BPE, as in RoBERTa, ModernBERT and Qwen3-Embedding: exactly the ids of Hugging Face <c>tokenizers</c>.</summary>
internal sealed class ByteLevelTextTokenizer(
    BytePairModel model, ByteLevelSettings settings, AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts)
    : SegmentTokenizer(addedTokens, frame, facts)
{
    private readonly WordScanner _scanner = new(settings.Pattern);

    protected override void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        if (settings.Composes && CanonicalComposition.Instance.TryNormalize(text, out var normalized))
        {
            text = normalized;
        }

        var start = 0;
        var searched = 0;
        while (settings.NormalizedTokens.Find(text, searched, start) is { } match && ids.Count < enough)
        {
            EncodePlain(match.Start > start ? text[start..match.Start] : [], enough, ids);
            ids.Add(match.Id);
            (start, searched) = (match.End, match.Searched);
        }

        EncodePlain(text[start..], enough, ids);
    }

    // In each pattern a single space belongs to the word behind it, and NFC changes nothing across a space.
    protected override bool IsBoundary(ReadOnlySpan<char> text, int position) =>
        text[position] == ' '
        && position + 1 < text.Length
        && !char.IsWhiteSpace(text[position - 1])
        && !char.IsWhiteSpace(text[position + 1])
        && !settings.NormalizedTokens.MayCrossSpace;

    private void EncodePlain(ReadOnlySpan<char> text, int enough, List<int> ids)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (settings.PrefixesSpace && text[0] != ' ')
        {
            // The whole text is copied, because the space may change where the first word ends.
            text = string.Concat(" ", text);
        }

        while (!text.IsEmpty && ids.Count < enough)
        {
            var length = _scanner.WordLength(text);
            EncodeWord(text[..length], ids);
            text = text[length..];
        }
    }

    private void EncodeWord(ReadOnlySpan<char> word, List<int> ids)
    {
        const int MaxBytesPerUnit = 3;
        const int OnStack = 512;
        var maxBytes = word.Length * MaxBytesPerUnit;
        var rented = maxBytes > OnStack ? ArrayPool<byte>.Shared.Rent(maxBytes) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        model.Encode(bytes[..Encoding.UTF8.GetBytes(word, bytes)], ids);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}

/// <summary>Before byte pair encoding: whether text gets form C, and a space in front; how it is split; tokens of the result.</summary>
internal sealed record ByteLevelSettings(bool Composes, bool PrefixesSpace, WordPattern Pattern, NormalizedTokens NormalizedTokens);
