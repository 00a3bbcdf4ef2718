namespace Aegis.SoakRunner.Report.Charts;

/// <summary>Thins the chart of a long run and keeps its peaks.</summary>
internal static class Thinning
{
    /// <summary>More than the width of a chart can show.</summary>
    public const int MaxPoints = 1200;

    /// <summary>Keeps the lowest point, the highest point and a gap of each stretch.</summary>
    public static IReadOnlyList<ChartPoint> Thin(IReadOnlyList<ChartPoint> points)
    {
        if (points.Count <= MaxPoints)
        {
            return points;
        }

        var stretch = (int)Math.Ceiling(points.Count / (MaxPoints / 3.0));
        return [.. points.Chunk(stretch).SelectMany(Ends)];
    }

    private static IEnumerable<ChartPoint> Ends(ChartPoint[] points)
    {
        var least = -1;
        var most = -1;
        var gap = -1;
        for (var at = 0; at < points.Length; at++)
        {
            if (points[at].Value is not { } value)
            {
                gap = at;
                continue;
            }

            least = least < 0 || value < points[least].Value ? at : least;
            most = most < 0 || value > points[most].Value ? at : most;
        }

        return new[] { least, most, gap }.Where(at => at >= 0).Distinct().Order().Select(at => points[at]);
    }
}
