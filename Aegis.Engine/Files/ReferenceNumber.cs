using System.Globalization;

namespace Aegis.Engine.Files;

/// <summary>
/// Reads a number as the reference does, which is not always the nearest double. The JSON reader of the reference (Rust's
/// serde_json with its default features) reads the digits as a 64-bit integer and multiplies or divides it by a power of ten.
/// The last bit decides between two ways to cut a word whose scores are equal but for rounding.
/// </summary>
internal static class ReferenceNumber
{
    private static readonly double[] PowersOfTen =
        [.. Enumerable.Range(0, 309).Select(power => double.Parse($"1e{power}", NumberStyles.Float, CultureInfo.InvariantCulture))];

    /// <returns>NaN if the number is out of range.</returns>
    public static double Parse(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        text = negative ? text[1..] : text;
        var end = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = end < 0 ? 0 : ParseExponent(text[(end + 1)..]);
        var (digits, shift) = ParseDigits(end < 0 ? text : text[..end]);
        var value = Scale(digits, Math.Clamp((long)exponent + shift, -100_000, 100_000));
        return negative ? -value : value;
    }

    // Digits beyond 64 bits count only for the exponent, and only in front of the point.
    private static (ulong Digits, int Shift) ParseDigits(ReadOnlySpan<byte> text)
    {
        var digits = 0UL;
        var shift = 0;
        var behindPoint = false;
        var full = false;
        foreach (var character in text)
        {
            if (character == '.')
            {
                behindPoint = true;
                continue;
            }

            var digit = (ulong)(character - '0');
            full |= digits > (ulong.MaxValue - digit) / 10;
            digits = full ? digits : (digits * 10) + digit;
            shift += full == behindPoint ? 0 : full ? 1 : -1;
        }

        return (digits, shift);
    }

    private static int ParseExponent(ReadOnlySpan<byte> text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? exponent
        : text[0] == '-' ? int.MinValue
        : int.MaxValue;

    private static double Scale(ulong digits, long exponent)
    {
        var value = (double)digits;
        while (exponent < 0 && -exponent >= PowersOfTen.Length && value != 0)
        {
            value /= PowersOfTen[^1];
            exponent += PowersOfTen.Length - 1;
        }

        return value == 0 ? 0
            : exponent >= PowersOfTen.Length ? double.NaN
            : exponent >= 0 ? value * PowersOfTen[exponent]
            : value / PowersOfTen[-exponent];
    }
}
