namespace Aegis.SoakRunner.Judge;

/// <summary>Models a series as two levels, one after the other.</summary>
internal static class LargestStep
{
    public static double SlopeBeside((double Seconds, double Value)[] points)
    {
        var at = Find(points);
        return Median.Of(Trend.Slopes(points[..at]).Concat(Trend.Slopes(points[at..])));
    }

    // The place at which two means explain the series best: the largest sum of their squares, weighted by their points.
    private static int Find((double Seconds, double Value)[] points)
    {
        var mean = points.Average(point => point.Value);
        double left = 0, best = double.NegativeInfinity;
        var found = 1;
        for (var at = 1; at < points.Length; at++)
        {
            // All deviations have the sum 0, so the right side has the sum -left.
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
