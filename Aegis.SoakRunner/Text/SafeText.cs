using System.Text;
using System.Xml;

namespace Aegis.SoakRunner.Text;

/// <summary>Makes text from outside harmless. Names and problems come from profiles and servers.</summary>
internal static class SafeText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Replaces what XML forbids (most control characters, lone surrogates) and what reverses the direction of text.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (at + 1 < text.Length && char.IsSurrogatePair(character, text[at + 1]))
            {
                clean.Append(character).Append(text[++at]);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(character) && !TurnsAround(character) ? character : Replacement);
            }
        }

        return clean.ToString();
    }

    /// <summary>For text and quoted attributes of HTML and XML.</summary>
    public static string Markup(string text)
        => Clean(text)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal);

    /// <summary>For a line of Markdown or a cell of its tables: one line without markup.</summary>
    public static string Markdown(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var character in Line(text))
        {
            _ = character switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '#' or '$' => safe.Append('\\').Append(character),
                _ => safe.Append(character),
            };
        }

        return safe.ToString();
    }

    public static string Line(string text) => Clean(text).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();

    public static string Cut(string text, int most)
    {
        var line = Line(text);
        if (line.Length <= most)
        {
            return line;
        }

        var end = char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1;
        return line[..end] + "…";
    }

    /// <summary>For names of files and elements: lower case letters, digits and dashes.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var character in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var all = slug.ToString();
        return all[..Math.Min(all.Length, 40)].Trim('-');
    }

    private static bool TurnsAround(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
