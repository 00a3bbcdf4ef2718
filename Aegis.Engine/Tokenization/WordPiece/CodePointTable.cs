using System.Text;
using Aegis.Engine.Tokenization.Unicode;

namespace Aegis.Engine.Tokenization.WordPiece;

/// <summary>
/// The behaviour of Hugging Face's <c>BertNormalizer</c> (clean text, lower case, strip accents, space around CJK) and
/// <c>BertPreTokenizer</c> for every code point, read from <c>bert-*-codepoints.tsv</c>. Tables, because the result must not
/// depend on ICU or on the Unicode version of the runtime.
/// </summary>
internal sealed class CodePointTable
{
    private const int PageBits = 8;
    private const int PageSize = 1 << PageBits;
    private const int CodePoints = 0x110000;

    private static readonly Lazy<CodePointTable> Uncased = new(() => Load("bert-uncased-codepoints.tsv"));

    // is_chinese_char of the reference, the list of BERT's own tokenization.py.
    private static readonly (int First, int Last)[] Chinese =
    [
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
    ];

    private readonly Entry[]?[] _pages = new Entry[CodePoints >> PageBits][];

    /// <summary>The entry of a code point, 0 to 0x10FFFF. A code point that is not listed passes.</summary>
    public Entry this[int codePoint]
    {
        get
        {
            var page = _pages[codePoint >> PageBits];
            return page is null ? default : page[codePoint & (PageSize - 1)];
        }
    }

    public static CodePointTable For(BertOptions options)
    {
        if (options == BertOptions.Uncased)
        {
            return Uncased.Value;
        }

        var table = Load(options.Letters switch
        {
            BertLetters.Cased => "bert-cased-codepoints.tsv",
            BertLetters.Lower => "bert-lower-codepoints.tsv",
            _ => "bert-uncased-codepoints.tsv",
        });
        if (!options.CleansText)
        {
            table.KeepControlCharacters();
        }

        if (!options.SplitsChinese)
        {
            table.KeepChineseInWords();
        }

        return table;
    }

    private static CodePointTable Load(string resourceName)
    {
        var table = new CodePointTable();
        CodePointFile.Read(resourceName, table.AddLine);
        return table;
    }

    private void AddLine(int first, int last, ReadOnlySpan<char> kind, ReadOnlySpan<char> value)
    {
        var entry = new Entry(ParseClass(kind), value.IsEmpty ? null : CodePointFile.ParseText(value));
        for (var codePoint = first; codePoint <= last; codePoint++)
        {
            Set(codePoint, entry);
        }
    }

    private void Set(int codePoint, Entry entry)
    {
        var page = _pages[codePoint >> PageBits] ??= new Entry[PageSize];
        page[codePoint & (PageSize - 1)] = entry;
    }

    // What the cased table drops is a control character; what other tables drop besides is an accent. A control character
    // that is white space (U+0085 is one) stays white space for the pre-tokeniser.
    private void KeepControlCharacters()
    {
        var cased = Load("bert-cased-codepoints.tsv");
        for (var codePoint = 0; codePoint < CodePoints; codePoint++)
        {
            if (cased[codePoint].Class == CodePointClass.Drop)
            {
                Set(codePoint, new Entry(Rune.IsWhiteSpace(new Rune(codePoint)) ? CodePointClass.Space : CodePointClass.Pass, null));
            }
        }
    }

    // No CJK character is punctuation, so this option is the only reason why one is a word of its own.
    private void KeepChineseInWords()
    {
        foreach (var (first, last) in Chinese)
        {
            for (var codePoint = first; codePoint <= last; codePoint++)
            {
                if (this[codePoint] is { Class: CodePointClass.Alone, Replacement: var replacement })
                {
                    Set(codePoint, new Entry(replacement is null ? CodePointClass.Pass : CodePointClass.Map, replacement));
                }
            }
        }
    }

    private static CodePointClass ParseClass(ReadOnlySpan<char> name) => name switch
    {
        "drop" => CodePointClass.Drop,
        "space" => CodePointClass.Space,
        "map" => CodePointClass.Map,
        "alone" or "alone-map" => CodePointClass.Alone,
        _ => throw new InvalidDataException($"code point table: unknown class '{name}'"),
    };

    public readonly record struct Entry(CodePointClass Class, string? Replacement);
}

/// <summary>What the BERT normaliser and pre-tokeniser do with a code point.</summary>
internal enum CodePointClass : byte
{
    /// <summary>It stays as it is, inside the word.</summary>
    Pass,

    /// <summary>It is removed: control characters, zero-width characters, combining accents.</summary>
    Drop,

    /// <summary>It ends the word.</summary>
    Space,

    /// <summary>It is replaced inside the word: lower case, accents stripped.</summary>
    Map,

    /// <summary>It is a word of its own, as it is or replaced: punctuation, CJK.</summary>
    Alone,
}
