using System.Buffers;
using System.Text;

namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>
/// Splits a text into normalised words as Hugging Face's BERT normaliser and pre-tokeniser do, until there are enough tokens.
/// </summary>
internal sealed class BertWordNormalizer(CodePointTable table)
{
    /// <summary>Valid Unicode is expected; a lone surrogate is dropped.</summary>
    public void Normalize(ReadOnlySpan<char> text, int enough, ref WordPieceWriter words)
    {
        while (!text.IsEmpty && words.Tokens < enough)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var units) == OperationStatus.Done)
            {
                Append(table[rune.Value], text[..units], ref words);
            }

            text = text[units..];
        }

        words.EndWord();
    }

    /// <summary>True if no word crosses a position, which is greater than 0 and less than the length of the text.</summary>
    public bool IsBoundary(ReadOnlySpan<char> text, int position) =>
        (Rune.DecodeFromUtf16(text[position..], out var next, out _) == OperationStatus.Done && Ends(next))
        || (Rune.DecodeLastFromUtf16(text[..position], out var last, out _) == OperationStatus.Done && Ends(last));

    private bool Ends(Rune rune) => table[rune.Value].Class is CodePointClass.Space or CodePointClass.Alone;

    private static void Append(CodePointTable.Entry entry, ReadOnlySpan<char> units, ref WordPieceWriter words)
    {
        switch (entry.Class)
        {
            case CodePointClass.Pass:
                words.Append(units);
                break;
            case CodePointClass.Map:
                AppendEach(entry.Replacement, ref words);
                break;
            case CodePointClass.Space:
                words.EndWord();
                break;
            case CodePointClass.Alone:
                words.EndWord();
                AppendEach(entry.Replacement ?? units, ref words);
                words.EndWord();
                break;
            case CodePointClass.Drop:
            default:
                break;
        }
    }

    private static void AppendEach(ReadOnlySpan<char> codePoints, ref WordPieceWriter words)
    {
        while (!codePoints.IsEmpty)
        {
            Rune.DecodeFromUtf16(codePoints, out _, out var units);
            words.Append(codePoints[..units]);
            codePoints = codePoints[units..];
        }
    }
}
