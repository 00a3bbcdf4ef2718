using System.Text;

namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>Finds the next word of a text, as a <see cref="WordPattern"/> says. The alternatives are tried in its order.</summary>
internal sealed class WordScanner(WordPattern pattern)
{
    private readonly TextClass[] _classes = TextClasses.All;

    /// <summary>Length of the first word of a text, which is not empty; every text is a row of words.</summary>
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

    // Without regard to case, U+017F is an s.
    private char Fold(char unit) => !pattern.ContractionsOfAnyCase ? unit : unit == '\u017F' ? 's' : char.IsAsciiLetterUpper(unit) ? (char)(unit | 0x20) : unit;

    private int Letters(ReadOnlySpan<char> text)
    {
        var first = ClassAt(text, out var units);
        if (first == TextClass.Letter)
        {
            return units + Run(text[units..], TextClass.Letter, int.MaxValue);
        }

        var mayLead = pattern.LettersAfterAny ? first != TextClass.Number && text[0] is not ('\r' or '\n') : text[0] == ' ';
        var run = mayLead ? Run(text[units..], TextClass.Letter, int.MaxValue) : 0;
        return run > 0 ? units + run : 0;
    }

    private int Numbers(ReadOnlySpan<char> text)
    {
        if (pattern.MostDigits > 0)
        {
            return Run(text, TextClass.Number, pattern.MostDigits);
        }

        var lead = text[0] == ' ' ? 1 : 0;
        var run = Run(text[lead..], TextClass.Number, int.MaxValue);
        return run > 0 ? lead + run : 0;
    }

    private int Others(ReadOnlySpan<char> text)
    {
        var lead = text[0] == ' ' ? 1 : 0;
        var run = Run(text[lead..], TextClass.Other, int.MaxValue);
        if (run == 0)
        {
            return 0;
        }

        var length = lead + run;
        while (pattern.SplitsLines && length < text.Length && text[length] is '\r' or '\n')
        {
            length++;
        }

        return length;
    }

    // Here the text begins with white space, none of which is above U+FFFF.
    private int Spaces(ReadOnlySpan<char> text)
    {
        var run = Run(text, TextClass.Space, int.MaxValue);
        if (pattern.SplitsLines && text[..run].LastIndexOfAny('\r', '\n') is >= 0 and var line)
        {
            return line + 1;
        }

        // The last one goes with the word behind it, where there is one and something stays.
        return run < text.Length && run > 1 ? run - 1 : run;
    }

    private int Run(ReadOnlySpan<char> text, TextClass wanted, int most)
    {
        var length = 0;
        while (length < text.Length && most-- > 0 && ClassAt(text[length..], out var units) == wanted)
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

        // Half a pair has no meaning here.
        _ = Rune.DecodeFromUtf16(text, out var rune, out units);
        return _classes[rune.Value];
    }
}
