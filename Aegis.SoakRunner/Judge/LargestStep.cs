namespace Aegis.SoakRunner.Judge;

/// <summary>Looks at a series as if it were two levels, one after the other.</summary>
internal static class LargestStep
{
    /// <summary>The slope of what is left when the largest step is not counted: the median slope of the pairs on one side of it.</summary>
    public static double SlopeBeside((double Seconds, double Value)[] points)
    {
        var at = Find(points);
        return Median.Of(Trend.Slopes(points[..at]).Concat(Trend.Slopes(points[at..])));
    }

    // Where two means explain the series best: where their squares, each by the number of its points, have the largest sum.
    private static int Find((double Seconds, double Value)[] points)
    {
        var mean = points.Average(point => point.Value);
        double left = 0, best = double.NegativeInfinity;
        var found = 1;
        for (var at = 1; at < points.Length; at++)
        {
            // The deviations have the sum 0: right of it is the same sum, turned round.
            left += points[at - 1].Value - mean;
            var explained = left * left * ((1.0 / at) + (1.0 / (points.Length - at)));
            if (explained > best)
            {
                (best, found) = (explained, at);
            }
        }

        return found;
    }
}
