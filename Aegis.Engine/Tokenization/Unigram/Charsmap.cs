using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Aegis.Engine.Tokenization.Unigram;

/// <summary>
/// SentencePiece's precompiled character map: a trie of byte strings (a double array of darts-clone,
/// https://github.com/s-yata/darts-clone) with a replacement for each. It is applied by the rules of the reference: a
/// grapheme of less than six bytes is replaced as a whole by the replacement of its shortest known beginning; the code
/// points of any other grapheme are replaced one by one.
/// </summary>
internal sealed class Charsmap : ITextStep
{
    private const int GraphemeBytes = 6;

    private readonly uint[] _units;
    private readonly Dictionary<uint, string> _replacements;

    /// <summary>The replacement of each code point below U+0080 that is a grapheme; null: it stays.</summary>
    private readonly string?[] _ascii = new string?[0x80];

    /// <param name="bytes">Length of the trie (32 bits, little-endian), trie, then replacements, each with a zero byte behind it.</param>
    /// <exception cref="InvalidDataException">The bytes are not such a map.</exception>
    public Charsmap(ReadOnlySpan<byte> bytes)
    {
        var trieBytes = bytes.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (trieBytes % sizeof(uint) != 0 || trieBytes == 0 || trieBytes > bytes.Length - sizeof(uint))
        {
            throw new InvalidDataException("it is not a character map: its length does not fit");
        }

        var trie = bytes.Slice(sizeof(uint), (int)trieBytes);
        _units = new uint[trie.Length / sizeof(uint)];
        for (var index = 0; index < _units.Length; index++)
        {
            _units[index] = BinaryPrimitives.ReadUInt32LittleEndian(trie[(index * sizeof(uint))..]);
        }

        _replacements = ReadReplacements(bytes[(sizeof(uint) + trie.Length)..]);
        for (var codePoint = 0; codePoint < _ascii.Length; codePoint++)
        {
            _ascii[codePoint] = Find([(byte)codePoint]);
        }
    }

    public bool KeepsSpacesApart => true;

    public string Apply(string text)
    {
        var result = new StringBuilder(text.Length);
        Replace(text, result);
        return result.ToString();
    }

    private void Replace(ReadOnlySpan<char> text, StringBuilder result)
    {
        while (!text.IsEmpty)
        {
            // Two ASCII characters are two graphemes, except \r\n.
            if (text[0] < 0x80 && (text.Length == 1 || (text[1] < 0x80 && text[0] != '\r')))
            {
                Append(_ascii[text[0]], text[..1], result);
                text = text[1..];
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text);
            AppendGrapheme(text[..length], result);
            text = text[length..];
        }
    }

    private void AppendGrapheme(ReadOnlySpan<char> grapheme, StringBuilder result)
    {
        Span<byte> bytes = stackalloc byte[GraphemeBytes];
        if (grapheme.Length < GraphemeBytes && Encoding.UTF8.TryGetBytes(grapheme, bytes, out var count) && count < GraphemeBytes
            && Find(bytes[..count]) is { } whole)
        {
            result.Append(whole);
            return;
        }

        foreach (var rune in grapheme.EnumerateRunes())
        {
            var part = Find(bytes[..rune.EncodeToUtf8(bytes)]);
            if (part is null)
            {
                result.Append(rune);
            }
            else
            {
                result.Append(part);
            }
        }
    }

    private static void Append(string? replacement, ReadOnlySpan<char> otherwise, StringBuilder result) =>
        result.Append(replacement is null ? otherwise : replacement);

    // The replacement of the shortest known beginning of the key.
    private string? Find(ReadOnlySpan<byte> key)
    {
        var position = Offset(Unit(0));
        foreach (var value in key)
        {
            if (value == 0)
            {
                return null;
            }

            position ^= value;
            var unit = Unit(position);
            if ((unit & 0x8000_00FF) != value)
            {
                return null;
            }

            position ^= Offset(unit);
            if ((unit & 0x100) != 0)
            {
                return _replacements.GetValueOrDefault(Unit(position) & 0x7FFF_FFFF);
            }
        }

        return null;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    // A damaged trie may point outside of itself.
    private uint Unit(uint position) => position < _units.Length ? _units[position] : 0;

    private static Dictionary<uint, string> ReadReplacements(ReadOnlySpan<byte> blob)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var replacements = new Dictionary<uint, string>();
        try
        {
            for (var offset = 0; offset < blob.Length;)
            {
                var length = blob[offset..].IndexOf((byte)0);
                length = length < 0 ? blob.Length - offset : length;
                replacements.Add((uint)offset, utf8.GetString(blob.Slice(offset, length)));
                offset += length + 1;
            }
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("it is not a character map: a replacement is not UTF-8", exception);
        }

        return replacements;
    }
}
