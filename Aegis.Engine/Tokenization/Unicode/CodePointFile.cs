using System.Globalization;
using System.Text;

namespace Aegis.Engine.Tokenization.Unicode;

/// <summary>Reads the embedded tables of code points.</summary>
internal static class CodePointFile
{
    // 0041	map	0061
    // 0021..002F	alone
    public static void Read(string resourceName, LineReader line)
    {
        using var resource = typeof(CodePointFile).Assembly.GetManifestResourceStream(resourceName)!;
        using var reader = new StreamReader(resource);
        while (reader.ReadLine() is { } text)
        {
            ReadLine(text, line);
        }
    }

    // 0041 0300
    public static string ParseText(ReadOnlySpan<char> codePoints)
    {
        var text = new StringBuilder();
        foreach (var part in codePoints.Split(' '))
        {
            text.Append(new Rune(ParseHex(codePoints[part])));
        }

        return text.ToString();
    }

    private static void ReadLine(ReadOnlySpan<char> text, LineReader line)
    {
        Span<Range> fields = stackalloc Range[3];
        var count = text.Split(fields, '\t');
        var range = text[fields[0]];
        var dots = range.IndexOf("..", StringComparison.Ordinal);
        var first = ParseHex(dots < 0 ? range : range[..dots]);
        line(first, dots < 0 ? first : ParseHex(range[(dots + 2)..]), text[fields[1]], count > 2 ? text[fields[2]] : []);
    }

    private static int ParseHex(ReadOnlySpan<char> text) =>
        int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Receives a line: its first and last code point, the second field, and the third field or an empty text.</summary>
    public delegate void LineReader(int first, int last, ReadOnlySpan<char> kind, ReadOnlySpan<char> value);
}
