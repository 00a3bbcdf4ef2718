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

    // Matched on the raw text, in exact case, before anything is normalised, as the reference does.
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
}
