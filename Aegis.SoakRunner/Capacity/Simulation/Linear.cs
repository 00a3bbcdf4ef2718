namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>Linear interpolation.</summary>
internal static class Linear
{
    /// <summary>The value at a point: between two known ones on the line between them, outside on the nearest such line.</summary>
    /// <param name="points">Known points, rising; at least one.</param>
    /// <param name="values">Their values.</param>
    /// <param name="at">Where.</param>
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

    /// <summary>The neighbours whose line counts at a point. There must be two points.</summary>
    public static (int Low, int High) Around(double[] points, double at)
    {
        var found = Array.BinarySearch(points, at);
        var low = Math.Clamp(found >= 0 ? found : ~found - 1, 0, points.Length - 2);
        return (low, low + 1);
    }
}
