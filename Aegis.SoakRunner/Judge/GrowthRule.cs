namespace Aegis.SoakRunner.Judge;

/// <summary>
/// Tells a leak from noise, a sawtooth and a step. A leak grows clearly (significance), by much (size), and to the end: the last
/// half and the last third rise, and so does the series without its largest step.
/// </summary>
internal static class GrowthRule
{
    /// <summary>Highest probability of the order in a series without growth.</summary>
    public const double Significance = 0.01;

    /// <summary>Highest share of missing values.</summary>
    public const double MaxMissing = 0.2;

    /// <summary>A trend compares all pairs. A longer series is thinned.</summary>
    private const int MaxPoints = 500;

    /// <summary>At its end, a growing series has at least this share of its slope.</summary>
    private const double StillGrowing = 0.25;

    /// <param name="points">One value a window; null: missing.</param>
    /// <param name="most">Highest growth, in the unit of the values.</param>
    /// <param name="stepIsGrowth">Whether a step fails, too.</param>
    public static Growth Judge(IReadOnlyList<(double Seconds, double? Value)> points, double most, int leastPoints, bool stepIsGrowth)
    {
        var known = points.Where(point => point.Value is not null).Select(point => (point.Seconds, Value: point.Value!.Value)).ToArray();
        if (known.Length < leastPoints)
        {
            return new Growth(VerdictOutcome.Inconclusive, null, $"{known.Length} windows have a value, at least {leastPoints} are needed");
        }

        if (points.Count - known.Length > MaxMissing * points.Count)
        {
            return new Growth(VerdictOutcome.Inconclusive, null, $"{points.Count - known.Length} of {points.Count} samples are missing");
        }

        known = Thinned(known);
        var trend = Trend.Of(known);
        if (trend.Growth <= most || trend.Probability > Significance)
        {
            return new Growth(VerdictOutcome.Pass, trend, trend.Growth > most ? "not significant" : null);
        }

        return stepIsGrowth || StillGrows(known, trend)
            ? new Growth(VerdictOutcome.Fail, trend, null)
            : new Growth(VerdictOutcome.Pass, trend, "it rose and then stayed: a step, not a leak");
    }

    private static (double Seconds, double Value)[] Thinned((double Seconds, double Value)[] points) => points.Length <= MaxPoints
        ? points
        : [.. points.Chunk(((points.Length - 1) / MaxPoints) + 1)
            .Select(some => (some.Average(point => point.Seconds), Median.Of(some.Select(point => point.Value))))];

    // A step inside both tails makes both rise. Without the step, nothing rises.
    private static bool StillGrows((double Seconds, double Value)[] points, Trend whole)
    {
        var least = StillGrowing * whole.SlopePerSecond;
        return TailSlope(points, 2) >= least && TailSlope(points, 3) >= least && LargestStep.SlopeBeside(points) >= least;
    }

    private static double TailSlope((double Seconds, double Value)[] points, int part) =>
        Trend.Of(points[^Math.Max(2, points.Length / part)..]).SlopePerSecond;
}

/// <param name="Trend">Null: too few values.</param>
internal sealed record Growth(VerdictOutcome Outcome, Trend? Trend, string? Explanation);
