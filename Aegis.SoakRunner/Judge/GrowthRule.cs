using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Judge;

/// <summary>
/// Tells a leak from noise, from a sawtooth and from a step: what leaks grows clearly (significance), by much (size), and
/// goes on growing to the end (the last half and the last third still rise, and so does what is left without the largest step).
/// </summary>
internal static class GrowthRule
{
    /// <summary>Most probability of so clear an order in a series that does not grow.</summary>
    public const double Significance = 0.01;

    /// <summary>Most windows, as a share, whose value may be missing.</summary>
    public const double MostMissing = 0.2;

    /// <summary>A trend compares each pair of points: of a longer series, neighbours are put together.</summary>
    private const int MostPoints = 500;

    /// <summary>A series that still grows has, to its end, at least this share of its whole slope.</summary>
    private const double StillGrowing = 0.25;

    /// <summary>Judges a series.</summary>
    /// <param name="points">One value a window, in the order of time; null: missing.</param>
    /// <param name="most">Most growth, in the values' unit.</param>
    /// <param name="leastPoints">Fewer show no trend.</param>
    /// <param name="stepIsGrowth">Whether a step that stays fails too.</param>
    public static Growth Judge(IReadOnlyList<(double Seconds, double? Value)> points, double most, int leastPoints, bool stepIsGrowth)
    {
        (double Seconds, double Value)[] known = [.. points.Where(point => point.Value is not null).Select(point => (point.Seconds, point.Value!.Value))];
        if (known.Length < leastPoints)
        {
            return new Growth(VerdictOutcome.Inconclusive, null, $"{known.Length} windows have a value, at least {leastPoints} are needed");
        }

        if (points.Count - known.Length > MostMissing * points.Count)
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

    private static (double Seconds, double Value)[] Thinned((double Seconds, double Value)[] points) => points.Length <= MostPoints
        ? points
        : [.. points.Chunk(((points.Length - 1) / MostPoints) + 1).Select(some => (some.Average(point => point.Seconds), Median.Of(some.Select(point => point.Value))))];

    // A step that lies inside both tails makes both rise; beside it, nothing does.
    private static bool StillGrows((double Seconds, double Value)[] points, Trend whole)
    {
        var least = StillGrowing * whole.SlopePerSecond;
        return TailSlope(points, 2) >= least && TailSlope(points, 3) >= least && LargestStep.SlopeBeside(points) >= least;
    }

    private static double TailSlope((double Seconds, double Value)[] points, int part) =>
        Trend.Of(points[^Math.Max(2, points.Length / part)..]).SlopePerSecond;
}

/// <summary>How a series was judged.</summary>
/// <param name="Outcome">Pass, fail or inconclusive.</param>
/// <param name="Trend">Its trend; null where there is none to tell.</param>
/// <param name="Explanation">Why, where the numbers do not say it.</param>
internal sealed record Growth(VerdictOutcome Outcome, Trend? Trend, string? Explanation);
