using System.Text;

namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>Finds the next word of a text by a <see cref="WordPattern"/>, whose alternatives it tries in order.</summary>
internal sealed class WordScanner(WordPattern pattern)
{
    private readonly TextClass[] _classes = TextClasses.All;

    /// <summary>Length of the first word of a text, which must not be empty. The patterns leave nothing between words.</summary>
    public int WordLength(ReadOnlySpan<char> text) =>
        Contraction(text) is > 0 and var contraction ? contraction
        : Letters(text) is > 0 and var letters ? letters
        : Numbers(text) is > 0 and var numbers ? numbers
        : Others(text) is > 0 and var others ? others
        : Spaces(text);

    private int Contraction(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '\'')
        {
            return 0;
        }

        var second = Fold(text[1]);
        if (second is 's' or 't' or 'm' or 'd')
        {
            return 2;
        }

        return text.Length > 2 && (second, Fold(text[2])) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    // U+017F (long s) matches an s if the case is ignored.
    private char Fold(char unit) =>
        !pattern.ContractionsOfAnyCase ? unit
        : unit == '\u017F' ? 's'
        : char.IsAsciiLetterUpper(unit) ? (char)(unit | 0x20)
        : unit;

    private int Letters(ReadOnlySpan<char> text)
    {
        var first = ClassAt(text, out var units);
        if (first == TextClass.Letter)
        {
            return units + LengthOf(text[units..], TextClass.Letter, int.MaxValue);
        }

        var mayLead = pattern.LettersAfterAny ? first != TextClass.Number && text[0] is not ('\r' or '\n') : text[0] == ' ';
        var matched = mayLead ? LengthOf(text[units..], TextClass.Letter, int.MaxValue) : 0;
        return matched > 0 ? units + matched : 0;
    }

    private int Numbers(ReadOnlySpan<char> text)
    {
        if (pattern.MaxDigits > 0)
        {
            return LengthOf(text, TextClass.Number, pattern.MaxDigits);
        }

        var lead = text[0] == ' ' ? 1 : 0;
        var matched = LengthOf(text[lead..], TextClass.Number, int.MaxValue);
        return matched > 0 ? lead + matched : 0;
    }

    private int Others(ReadOnlySpan<char> text)
    {
        var lead = text[0] == ' ' ? 1 : 0;
        var matched = LengthOf(text[lead..], TextClass.Other, int.MaxValue);
        if (matched == 0)
        {
            return 0;
        }

        var length = lead + matched;
        while (pattern.SplitsLines && length < text.Length && text[length] is '\r' or '\n')
        {
            length++;
        }

        return length;
    }

    // The text begins with white space, none of which is above U+FFFF.
    private int Spaces(ReadOnlySpan<char> text)
    {
        var matched = LengthOf(text, TextClass.Space, int.MaxValue);
        if (pattern.SplitsLines && text[..matched].LastIndexOfAny('\r', '\n') is >= 0 and var line)
        {
            return line + 1;
        }

        // The last space belongs to the word behind it, unless it is the only one or no word follows.
        return matched < text.Length && matched > 1 ? matched - 1 : matched;
    }

    private int LengthOf(ReadOnlySpan<char> text, TextClass wanted, int max)
    {
        var length = 0;
        while (length < text.Length && max-- > 0 && ClassAt(text[length..], out var units) == wanted)
        {
            length += units;
        }

        return length;
    }

    private TextClass ClassAt(ReadOnlySpan<char> text, out int units)
    {
        units = 1;
        if (!char.IsSurrogate(text[0]))
        {
            return _classes[text[0]];
        }

        // Half a surrogate pair decodes to U+FFFD.
        _ = Rune.DecodeFromUtf16(text, out var rune, out units);
        return _classes[rune.Value];
    }
}
