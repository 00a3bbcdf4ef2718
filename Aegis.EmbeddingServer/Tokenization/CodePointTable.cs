using System.Globalization;

namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>
/// The behaviour of Hugging Face's <c>BertNormalizer</c> (clean text, lower case, strip accents, space around CJK) and
/// <c>BertPreTokenizer</c> for every code point, read from <c>bert-uncased-codepoints.tsv</c>.
/// A table, because the result must not depend on ICU or on the Unicode version of the runtime.
/// </summary>
internal sealed class CodePointTable
{
    private const string ResourceName = "bert-uncased-codepoints.tsv";
    private const int PageBits = 8;
    private const int PageSize = 1 << PageBits;
    private const int CodePoints = 0x110000;

    private static readonly Lazy<CodePointTable> Shared = new(Load);

    private readonly Entry[]?[] _pages = new Entry[CodePoints >> PageBits][];

    private CodePointTable()
    {
    }

    /// <summary>The table for uncased BERT vocabularies.</summary>
    public static CodePointTable BertUncased => Shared.Value;

    /// <summary>Looks up a code point, 0 to 0x10FFFF; one that is not listed passes.</summary>
    public Entry this[int codePoint]
    {
        get
        {
            var page = _pages[codePoint >> PageBits];
            return page is null ? default : page[codePoint & (PageSize - 1)];
        }
    }

    // 0041	map	0061
    // 0021..002F	alone
    // F900	alone-map	8C48
    private static CodePointTable Load()
    {
        var table = new CodePointTable();
        using var resource = typeof(CodePointTable).Assembly.GetManifestResourceStream(ResourceName)!;
        using var reader = new StreamReader(resource);
        while (reader.ReadLine() is { } line)
        {
            table.AddLine(line);
        }

        return table;
    }

    private void AddLine(ReadOnlySpan<char> line)
    {
        Span<Range> fields = stackalloc Range[3];
        var count = line.Split(fields, '\t');
        var replacement = count > 2 ? ParseReplacement(line[fields[2]]) : null;
        var entry = new Entry(ParseClass(line[fields[1]]), replacement);

        var range = line[fields[0]];
        var dots = range.IndexOf("..", StringComparison.Ordinal);
        var first = ParseHex(dots < 0 ? range : range[..dots]);
        var last = dots < 0 ? first : ParseHex(range[(dots + 2)..]);
        for (var codePoint = first; codePoint <= last; codePoint++)
        {
            var page = _pages[codePoint >> PageBits] ??= new Entry[PageSize];
            page[codePoint & (PageSize - 1)] = entry;
        }
    }

    private static CodePointClass ParseClass(ReadOnlySpan<char> name) => name switch
    {
        "drop" => CodePointClass.Drop,
        "space" => CodePointClass.Space,
        "map" => CodePointClass.Map,
        "alone" or "alone-map" => CodePointClass.Alone,
        _ => throw new InvalidDataException($"{ResourceName}: unknown class '{name}'"),
    };

    private static string ParseReplacement(ReadOnlySpan<char> codePoints)
    {
        var replacement = string.Empty;
        foreach (var part in codePoints.Split(' '))
        {
            replacement += char.ConvertFromUtf32(ParseHex(codePoints[part]));
        }

        return replacement;
    }

    private static int ParseHex(ReadOnlySpan<char> text) =>
        int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>What to do with a code point.</summary>
    /// <param name="Class">The class.</param>
    /// <param name="Replacement">What stands in its place; null when it stays as it is.</param>
    public readonly record struct Entry(CodePointClass Class, string? Replacement);
}
