using System.Text;

namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>
/// Splits a text into normalised words as Hugging Face's BERT normaliser and pre-tokeniser do, and stops once enough
/// words are there: each word is at least one token, so a limit on tokens needs no more words than that.
/// </summary>
internal sealed class BertWordNormalizer(CodePointTable table, IReadOnlyList<string> specialTokens)
{
    /// <summary>Fills <paramref name="words"/>.</summary>
    /// <param name="text">Valid Unicode; a lone surrogate, which has no meaning here, is dropped.</param>
    /// <param name="maxWords">Stop after this many words.</param>
    /// <param name="words">Receives the words.</param>
    public void Normalize(ReadOnlySpan<char> text, int maxWords, WordBuffer words)
    {
        var position = 0;
        while (position < text.Length && words.Words < maxWords)
        {
            var rest = text[position..];
            if (rest[0] == '[' && SpecialTokenAt(rest) is { } special)
            {
                AppendAlone(special, words);
                position += special.Length;
                continue;
            }

            if (Rune.DecodeFromUtf16(rest, out var rune, out var units) == System.Buffers.OperationStatus.Done)
            {
                Append(table[rune.Value], rest[..units], words);
            }

            position += units;
        }

        if (position >= text.Length)
        {
            words.EndWord();
        }
    }

    /// <summary>
    /// Where the last words of a text begin: what stands from there on has at least <paramref name="words"/> words, or
    /// is the whole text, and its words are those that the whole text has there.
    /// </summary>
    public int StartOfLastWords(ReadOnlySpan<char> text, int words)
    {
        var position = text.Length;
        var found = 0;
        var inWord = false;
        while (position > 0 && found < words)
        {
            var rest = text[..position];
            var (class_, units) = rest[^1] == ']' && SpecialTokenBefore(rest) is { } special ? (CodePointClass.Alone, special.Length) : ClassBefore(rest);
            position -= units;
            if (class_ is CodePointClass.Space or CodePointClass.Alone)
            {
                found += (inWord ? 1 : 0) + (class_ == CodePointClass.Alone ? 1 : 0);
                inWord = false;
            }
            else
            {
                inWord |= class_ is CodePointClass.Pass or CodePointClass.Map;
            }
        }

        return position;
    }

    private (CodePointClass Class, int Units) ClassBefore(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out var units) == System.Buffers.OperationStatus.Done
            ? (table[rune.Value].Class, units)
            : (CodePointClass.Drop, units);

    private static void Append(CodePointTable.Entry entry, ReadOnlySpan<char> units, WordBuffer words)
    {
        switch (entry.Class)
        {
            case CodePointClass.Pass:
                words.Append(units);
                break;
            case CodePointClass.Map:
                AppendEach(entry.Replacement, words);
                break;
            case CodePointClass.Space:
                words.EndWord();
                break;
            case CodePointClass.Alone:
                AppendAlone(entry.Replacement ?? units, words);
                break;
            case CodePointClass.Drop:
            default:
                break;
        }
    }

    private static void AppendAlone(ReadOnlySpan<char> word, WordBuffer words)
    {
        words.EndWord();
        AppendEach(word, words);
        words.EndWord();
    }

    private static void AppendEach(ReadOnlySpan<char> codePoints, WordBuffer words)
    {
        while (!codePoints.IsEmpty)
        {
            Rune.DecodeFromUtf16(codePoints, out _, out var units);
            words.Append(codePoints[..units]);
            codePoints = codePoints[units..];
        }
    }

    // Matched on the raw text, in exact case, before anything is normalised, as the reference does. No two of them can
    // overlap, so it does not matter from which side they are looked for.
    private string? SpecialTokenAt(ReadOnlySpan<char> text)
    {
        foreach (var token in specialTokens)
        {
            if (text.StartsWith(token, StringComparison.Ordinal))
            {
                return token;
            }
        }

        return null;
    }

    private string? SpecialTokenBefore(ReadOnlySpan<char> text)
    {
        foreach (var token in specialTokens)
        {
            if (text.EndsWith(token, StringComparison.Ordinal))
            {
                return token;
            }
        }

        return null;
    }
}
