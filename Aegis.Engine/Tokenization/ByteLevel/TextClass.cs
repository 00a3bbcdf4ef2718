namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>What the patterns of byte-level tokenizers tell apart.</summary>
internal enum TextClass : byte
{
    /// <summary>Neither of the others.</summary>
    Other,

    /// <summary><c>\p{L}</c></summary>
    Letter,

    /// <summary><c>\p{N}</c></summary>
    Number,

    /// <summary><c>\s</c></summary>
    Space,
}

/// <summary>
/// The class of each code point, from <c>unicode-classes.tsv</c>: a table, because .NET's categories are those of
/// another Unicode version, and its regular expressions do not see code points above U+FFFF.
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
