using System.Globalization;
using Aegis.Capacity.Planning;

namespace Aegis.Capacity.Commands;

/// <summary>Parses the values of options. Each method returns the value, or what is wrong with the text.</summary>
internal static class CapacityParsers
{
    public const double MaxPerSecond = 1e9;

    /// <summary>About three requests a year.</summary>
    public const double MinPerSecond = 1e-7;

    // "ms" stands before "s", because it ends with "s".
    private static readonly (string Name, double Seconds)[] Units = [("ms", 1e-3), ("min", 60), ("s", 1), ("h", 3_600), ("d", 86_400)];

    /// <summary><c>100/s</c>, <c>6000/min</c>, <c>1e6/d</c>; without a unit per second.</summary>
    public static (double? PerSecond, string? Problem) Rate(string text)
    {
        var parts = text.Split('/');
        var unit = parts.Length == 2 ? Array.Find(Units, unit => unit.Name == parts[1]).Seconds : parts.Length == 1 ? 1 : 0;
        return unit > 0 && Number(parts[0]) is { } number && number / unit is >= MinPerSecond and <= MaxPerSecond and var perSecond
            ? (perSecond, null)
            : (null, $"'{text}' is no rate above 0 and up to 1e9/s, such as 100/s, 6000/min or 1e6/d");
    }

    /// <summary><c>100ms</c>, <c>8h</c>, <c>30d</c>.</summary>
    public static (double? Seconds, string? Problem) Time(string text) =>
        Array.Find(Units, unit => text.EndsWith(unit.Name, StringComparison.Ordinal)) is { Seconds: > 0 } unit
            && Number(text[..^unit.Name.Length]) is { } number and > 0
            ? (number * unit.Seconds, null)
            : (null, $"'{text}' is no time above 0, such as 100ms, 30s, 8h or 30d");

    /// <summary><c>p99=100ms</c>.</summary>
    public static (LatencyObjective? Objective, string? Problem) Objective(string text)
    {
        var parts = text.Split('=');
        return parts.Length == 2 && parts[0].StartsWith('p')
            && Number(parts[0][1..]) is { } percentile and > 0 and < 100 && Time(parts[1]).Seconds is { } seconds
            ? (new LatencyObjective(percentile / 100, seconds), null)
            : (null, $"'{text}' is no objective, such as p99=100ms or p95=2s");
    }

    /// <summary><c>99.9%</c>, as a share from 0 to 1.</summary>
    public static (double? Share, string? Problem) Percent(string text) =>
        text.EndsWith('%') && Number(text[..^1]) is { } percent and > 0 and <= 100
            ? (percent / 100, null)
            : (null, $"'{text}' is no share from above 0% to 100%, such as 99.9%");

    /// <summary><c>1e9</c>, <c>250000</c>.</summary>
    public static (double? Count, string? Problem) Count(string text) =>
        Number(text) is { } number and > 0 ? (number, null) : (null, $"'{text}' is no number above 0, such as 1e9");

    /// <summary><c>2</c>: a whole number from 1 to <paramref name="max"/>.</summary>
    public static (int? Number, string? Problem) Whole(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? (number, null)
            : (null, $"'{text}' is no number from 1 to {max}");

    private static double? Number(string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }
}
