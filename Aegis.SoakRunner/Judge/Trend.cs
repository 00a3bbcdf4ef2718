namespace Aegis.SoakRunner.Judge;

/// <summary>
/// Whether and how fast a series grows. The slope is the median of the slopes of all pairs (Theil; Sen 1968), robust to outliers.
/// The significance is that of Mann 1945 and Kendall 1975, without an assumed distribution.
/// </summary>
/// <param name="SlopePerSecond">Unit of the series a second.</param>
/// <param name="Growth">Slope times length.</param>
/// <param name="Probability">Probability of the order in a series without a trend.</param>
internal sealed record Trend(double SlopePerSecond, double Growth, double Probability)
{
    /// <summary>Needs at least two points, in order of time.</summary>
    public static Trend Of(IReadOnlyList<(double Seconds, double Value)> points)
    {
        List<double> slopes = [.. Slopes(points)];
        var slope = Median.Of(slopes);
        return new Trend(
            slope, slope * (points[^1].Seconds - points[0].Seconds), Probability2(slopes.Sum(pair => (long)Math.Sign(pair)), points));
    }

    public static IEnumerable<double> Slopes(IReadOnlyList<(double Seconds, double Value)> points)
    {
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                yield return (points[j].Value - points[i].Value) / (points[j].Seconds - points[i].Seconds);
            }
        }
    }

    // With Kendall's correction for ties, and for continuity.
    private static double Probability2(long score, IReadOnlyList<(double Seconds, double Value)> points)
    {
        double n = points.Count;
        var ties = points.GroupBy(point => point.Value).Select(group => (double)group.Count()).Sum(t => t * (t - 1) * ((2 * t) + 5));
        var variance = ((n * (n - 1) * ((2 * n) + 5)) - ties) / 18;
        if (score == 0 || variance <= 0)
        {
            return 1;
        }

        return ComplementaryError((Math.Abs(score) - 1) / Math.Sqrt(variance) / Math.Sqrt(2));
    }

    // Abramowitz and Stegun 7.1.26, for x >= 0; to 1.5e-7.
    private static double ComplementaryError(double x)
    {
        var t = 1 / (1 + (0.3275911 * x));
        return t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-x * x);
    }
}

internal static class Median
{
    /// <summary>0 without values.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? 0 : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
