using System.Globalization;

namespace Aegis.SoakRunner.Text;

/// <summary>Figures for people, equal in every culture and every renderer.</summary>
internal static class Format
{
    public const string Nothing = "–";

    private const double Mebi = 1L << 20;

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Whole(double? value) => value is { } number && double.IsFinite(number) ? Count((long)Math.Round(number)) : Nothing;

    /// <summary>About three digits: more would claim more than was measured.</summary>
    public static string Figure(double? value) => value switch
    {
        null => Nothing,
        { } number when !double.IsFinite(number) => Nothing,
        0 => "0",
        { } number => number.ToString(
            Math.Abs(number) switch { < 0.01 => "0.##E+0", < 9.995 => "0.00", < 99.95 => "0.0", _ => "N0" }, CultureInfo.InvariantCulture),
    };

    /// <summary>A share in percent. 100 % means all, 0 % means none.</summary>
    public static string Share(double? value) => value switch
    {
        null => Nothing,
        { } share when !double.IsFinite(share) => Nothing,
        > 0 and < 0.0001 => "< 0.01 %",
        > 0.9999 and < 1 => "> 99.99 %",
        { } share => Wording.Of($"{share * 100:0.##} %"),
    };

    public static string Bytes(double? value) => value switch
    {
        null => Nothing,
        { } bytes when Math.Abs(bytes) >= 1024 * Mebi => Wording.Of($"{bytes / Mebi / 1024:0.00} GiB"),
        { } bytes => Wording.Of($"{bytes / Mebi:0.0} MiB"),
    };

    public static string Signed(double value, Func<double, string> show) => value switch
    {
        > 0 => "+" + show(value),
        < 0 => "−" + show(-value),
        _ => show(0),
    };

    /// <summary>Difference in percent.</summary>
    public static string Change(double? before, double? now) => (before, now) switch
    {
        (null, _) or (_, null) => Nothing,
        (0, 0) => "0 %",
        (0, _) => "from 0",
        ({ } from, { } to) when double.IsFinite(from) && double.IsFinite(to)
            => Signed(
                Math.Round((to - from) / Math.Abs(from) * 100, 1), percent => Wording.Of($"{percent:#,0.0;;0} %")),
        _ => Nothing,
    };

    public static string Duration(double seconds)
    {
        var whole = (long)Math.Round(double.IsFinite(seconds) ? seconds : 0);
        string[] parts =
        [
            .. Part(whole / 3600, "h"),
            .. Part(whole / 60 % 60, "min"),
            .. Part(whole % 60, "s"),
        ];
        return parts.Length == 0 ? "0 s" : string.Join(' ', parts);

        static string[] Part(long amount, string unit) => amount == 0
            ? []
            : [Wording.Of($"{amount} {unit}")];
    }

    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
