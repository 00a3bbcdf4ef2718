using System.Text;

namespace Aegis.Engine.Tokenization.Unicode;

/// <summary>
/// Unicode normalisation form C (https://unicode.org/reports/tr15/), from <c>unicode-nfc.tsv</c>. .NET's own normalisation
/// leaves text as it is on machines without ICU.
/// </summary>
internal sealed class CanonicalComposition
{
    private static readonly Lazy<CanonicalComposition> Shared = new(() => new CanonicalComposition());

    private readonly Dictionary<int, string> _decompositions = [];
    private readonly Dictionary<long, int> _compositions = [];
    private readonly byte[] _classes = new byte[0x110000];

    /// <summary>True for code points that may change: combining marks, second parts of pairs, those that only decompose.</summary>
    private readonly bool[] _mayChange = new bool[0x110000];

    private CanonicalComposition()
    {
        CodePointFile.Read("unicode-nfc.tsv", AddLine);
        for (var jamo = Hangul.FirstVowel; jamo < Hangul.FirstTrail + Hangul.Trails; jamo++)
        {
            _mayChange[jamo] = true;
        }
    }

    public static CanonicalComposition Instance => Shared.Value;

    public string Normalize(string text) => TryNormalize(text, out var normalized) ? normalized : text;

    /// <returns>False, with an empty text, if the text is in form C already.</returns>
    public bool TryNormalize(ReadOnlySpan<char> text, out string normalized)
    {
        normalized = string.Empty;
        if (!MayChange(text))
        {
            return false;
        }

        var codePoints = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, codePoints);
        }

        Order(codePoints);
        normalized = Compose(codePoints);
        return true;
    }

    private bool MayChange(ReadOnlySpan<char> text)
    {
        // No code point below U+0300 changes.
        if (text.IndexOfAnyExceptInRange('\0', '\u02FF') is var start && start < 0)
        {
            return false;
        }

        foreach (var rune in text[start..].EnumerateRunes())
        {
            if (_mayChange[rune.Value])
            {
                return true;
            }
        }

        return false;
    }

    // 0300..0314	class	230
    // 00C0	pair	0041 0300
    // 2126	break	03A9
    private void AddLine(int first, int last, ReadOnlySpan<char> kind, ReadOnlySpan<char> value)
    {
        if (kind is "class")
        {
            Array.Fill(_classes, byte.Parse(value, System.Globalization.CultureInfo.InvariantCulture), first, last - first + 1);
            Array.Fill(_mayChange, true, first, last - first + 1);
            return;
        }

        var decomposition = CodePointFile.ParseText(value);
        _decompositions.Add(first, decomposition);
        if (kind is "pair")
        {
            var left = char.ConvertToUtf32(decomposition, 0);
            var right = char.ConvertToUtf32(decomposition, left > char.MaxValue ? 2 : 1);
            _compositions.Add(((long)left << 32) | (uint)right, first);
            _mayChange[right] = true;
        }
        else
        {
            _mayChange[first] = true;
        }
    }

    private void Decompose(int codePoint, List<int> result)
    {
        if (Hangul.Decompose(codePoint, result))
        {
            return;
        }

        if (!_decompositions.TryGetValue(codePoint, out var decomposition))
        {
            result.Add(codePoint);
            return;
        }

        foreach (var rune in decomposition.EnumerateRunes())
        {
            Decompose(rune.Value, result);
        }
    }

    // Sorts the marks between two starters by class; marks of one class keep their order.
    private void Order(List<int> codePoints)
    {
        for (var start = 0; start < codePoints.Count;)
        {
            var end = start;
            while (end < codePoints.Count && _classes[codePoints[end]] != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var ordered = codePoints.GetRange(start, end - start).OrderBy(codePoint => _classes[codePoint]).ToArray();
                ordered.CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(codePoints)[start..end]);
            }

            start = end + 1;
        }
    }

    private string Compose(List<int> codePoints)
    {
        var starter = -1;
        var lastClass = 0;
        var count = 0;
        for (var index = 0; index < codePoints.Count; index++)
        {
            var codePoint = codePoints[index];
            var @class = _classes[codePoint];
            // Something between a mark and the last starter blocks the mark: a starter, or a mark of the same or a higher class.
            var blocked = starter < 0 || (count > starter + 1 && lastClass >= @class);
            if (!blocked && Combine(codePoints[starter], codePoint) is >= 0 and var composed)
            {
                codePoints[starter] = composed;
                continue;
            }

            starter = @class == 0 ? count : starter;
            lastClass = @class;
            codePoints[count++] = codePoint;
        }

        var text = new StringBuilder(count);
        foreach (var codePoint in codePoints.Take(count))
        {
            text.Append(new Rune(codePoint));
        }

        return text.ToString();
    }

    private int Combine(int left, int right) =>
        Hangul.Compose(left, right) is >= 0 and var syllable ? syllable
        : _compositions.TryGetValue(((long)left << 32) | (uint)right, out var composed) ? composed : -1;
}
