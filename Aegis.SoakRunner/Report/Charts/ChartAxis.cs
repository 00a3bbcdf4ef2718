using System.Globalization;

namespace Aegis.SoakRunner.Report.Charts;

/// <summary>A scale from values to the range 0 to 1, with its labels.</summary>
internal sealed record ChartAxis(double Low, double High, bool IsLogarithmic, IReadOnlyList<ChartTick> Ticks, string Unit)
{
    private const double FarApart = 50;

    private static readonly double[] TimeSteps = [1, 2, 5, 10, 15, 20, 30, 60];

    /// <summary>A scale from 0, or a logarithmic one for a wide range.</summary>
    public static ChartAxis Values(IEnumerable<double> values, string unit, bool canBeLogarithmic)
    {
        double[] all = [.. values.Where(double.IsFinite)];
        var most = all.Length == 0 ? 0 : all.Max();
        if (canBeLogarithmic && most > 0 && all.Where(value => value > 0).Min() is var least && most / least > FarApart)
        {
            return Logarithmic(least, most, unit);
        }

        var step = NiceStep((most <= 0 ? 1 : most) / 4);
        var count = Math.Max(1, (int)Math.Ceiling((most <= 0 ? 1 : most) / step - 1e-9));
        return new(0, count * step, false, [.. Enumerable.Range(0, count + 1).Select(n => new ChartTick(n * step, Label(n * step)))], unit);
    }

    public static ChartAxis Time(double from, double to)
    {
        var end = to > from ? to : from + 1;
        var (unit, size) = (end - from) switch { <= 180 => ("s", 1.0), <= 3 * 3600 => ("min", 60.0), _ => ("h", 3600.0) };
        var span = (end - from) / size;
        var step = TimeSteps.FirstOrDefault(candidate => span / candidate <= 10, NiceStep(span / 8));
        step = span < 1 ? NiceStep(span / 4) : step;
        var first = (long)Math.Ceiling(from / size / step - 1e-9);
        var last = (long)Math.Floor(end / size / step + 1e-9);
        return new(from, end, false, [.. Range(first, last).Select(n => new ChartTick(n * step * size, Label(n * step)))], unit);
    }

    /// <summary>0 at <see cref="Low"/>, 1 at <see cref="High"/>.</summary>
    public double Place(double value)
        => Math.Clamp(IsLogarithmic ? Math.Log10(value / Low) / Math.Log10(High / Low) : (value - Low) / (High - Low), 0, 1);

    private static ChartAxis Logarithmic(double least, double most, string unit)
    {
        var decades = Math.Log10(most / least);
        double[] parts = decades > 3 ? [1] : [1, 2, 5];
        double[] grid =
        [
            .. Range((long)Math.Floor(Math.Log10(least)), (long)Math.Ceiling(Math.Log10(most)))
                .SelectMany(exponent => parts.Select(part => part * Math.Pow(10, exponent))),
        ];
        var low = grid.Last(value => value <= least * (1 + 1e-9));
        var high = grid.FirstOrDefault(value => value >= most * (1 - 1e-9), grid[^1]);
        return new(
            low, high, true, [.. grid.Where(value => value >= low && value <= high).Select(value => new ChartTick(value, Label(value)))],
            unit);
    }

    private static IEnumerable<long> Range(long first, long last)
    {
        for (var n = first; n <= last; n++)
        {
            yield return n;
        }
    }

    private static double NiceStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 } * power;
    }

    private static string Label(double value)
        => Math.Abs(value) is > 0 and < 0.001
            ? value.ToString("0.#E+0", CultureInfo.InvariantCulture)
            : value.ToString("#,0.####", CultureInfo.InvariantCulture);
}

internal readonly record struct ChartTick(double Value, string Label);
