using System.Buffers;
using System.Text;

namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>Byte-level BPE, as RoBERTa, ModernBERT and Qwen3-Embedding have: exactly the ids of Hugging Face <c>tokenizers</c>.</summary>
internal sealed class ByteLevelTextTokenizer : SegmentTokenizer
{
    private readonly BytePairModel _model;
    private readonly ByteLevelSettings _settings;
    private readonly WordScanner _scanner;

    /// <param name="model">Vocabulary and merges.</param>
    /// <param name="settings">What happens to the text before.</param>
    /// <param name="addedTokens">Tokens that are matched in the text as it stands.</param>
    /// <param name="frame">The special tokens around a text.</param>
    /// <param name="facts">What the tokenizer says of itself.</param>
    public ByteLevelTextTokenizer(BytePairModel model, ByteLevelSettings settings, AddedTokenMatcher addedTokens, TokenFrame frame, TokenizerFacts facts)
        : base(addedTokens, frame, facts)
    {
        _model = model;
        _settings = settings;
        _scanner = new WordScanner(settings.Pattern);
    }

    protected override void Encode(ReadOnlySpan<char> text, bool first, int enough, List<int> ids)
    {
        if (_settings.Composes && CanonicalComposition.Instance.TryNormalize(text, out var normalized))
        {
            text = normalized;
        }

        var start = 0;
        var searched = 0;
        while (_settings.NormalizedTokens.Find(text, searched, start) is { } match && ids.Count < enough)
        {
            EncodePlain(match.Start > start ? text[start..match.Start] : [], enough, ids);
            ids.Add(match.Id);
            (start, searched) = (match.End, match.Searched);
        }

        EncodePlain(text[start..], enough, ids);
    }

    // Each pattern gives a single space to the word behind it, and NFC changes nothing across a space.
    protected override bool IsBoundary(ReadOnlySpan<char> text, int position) =>
        text[position] == ' '
        && position + 1 < text.Length
        && !char.IsWhiteSpace(text[position - 1])
        && !char.IsWhiteSpace(text[position + 1])
        && !_settings.NormalizedTokens.MayMeetAtASpace;

    private void EncodePlain(ReadOnlySpan<char> text, int enough, List<int> ids)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (_settings.PrefixesSpace && text[0] != ' ')
        {
            // The space belongs to the first word alone, but which word that is depends on it.
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
        var rented = word.Length * MaxBytesPerUnit > OnStack ? ArrayPool<byte>.Shared.Rent(word.Length * MaxBytesPerUnit) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        _model.Encode(bytes[..Encoding.UTF8.GetBytes(word, bytes)], ids);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}

/// <summary>What happens to a text before byte pair encoding.</summary>
/// <param name="Composes">It is brought into normalisation form C.</param>
/// <param name="PrefixesSpace">It gets a space in front where it has none.</param>
/// <param name="Pattern">Where it is split into words.</param>
/// <param name="NormalizedTokens">Added tokens that are matched after normalisation.</param>
internal sealed record ByteLevelSettings(bool Composes, bool PrefixesSpace, WordPattern Pattern, NormalizedTokens NormalizedTokens);
