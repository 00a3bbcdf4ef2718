using Aegis.Engine.Tokenization.Unicode;

namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>The classes of code points in the patterns of byte-level tokenizers.</summary>
internal enum TextClass : byte
{
    Other,

    /// <summary><c>\p{L}</c></summary>
    Letter,

    /// <summary><c>\p{N}</c></summary>
    Number,

    /// <summary><c>\s</c></summary>
    Space,
}

/// <summary>
/// The class of each code point, from <c>unicode-classes.tsv</c>. A table, because .NET's categories are of another Unicode
/// version, and its regular expressions do not match code points above U+FFFF.
/// </summary>
internal static class TextClasses
{
    private static readonly Lazy<TextClass[]> Table = new(Load);

    /// <summary>By code point, 0 to 0x10FFFF.</summary>
    public static TextClass[] All => Table.Value;

    private static TextClass[] Load()
    {
        var classes = new TextClass[0x110000];
        CodePointFile.Read("unicode-classes.tsv", (first, last, kind, _) => Array.Fill(classes, Parse(kind), first, last - first + 1));
        return classes;
    }

    private static TextClass Parse(ReadOnlySpan<char> kind) => kind switch
    {
        "letter" => TextClass.Letter,
        "number" => TextClass.Number,
        _ => TextClass.Space,
    };
}
