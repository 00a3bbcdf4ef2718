namespace Aegis.Capacity.Numbers;

internal static class Linear
{
    /// <summary>The value at a point. Outside of the known points the nearest line continues.</summary>
    /// <param name="points">Known points, rising; at least one. One point alone gives a line through zero to its right.</param>
    /// <param name="at">The point that is asked about.</param>
    public static double At(double[] points, double[] values, double at)
    {
        if (points.Length == 1)
        {
            return values[0] * Math.Max(1, at / points[0]);
        }

        var (low, high) = Around(points, at);
        var slope = (values[high] - values[low]) / (points[high] - points[low]);
        return values[low] + (slope * (at - points[low]));
    }

    /// <summary>Places of the two neighbours whose line counts at a point. There must be two points.</summary>
    public static (int Low, int High) Around(double[] points, double at)
    {
        var found = Array.BinarySearch(points, at);
        var low = Math.Clamp(found >= 0 ? found : ~found - 1, 0, points.Length - 2);
        return (low, low + 1);
    }
}
