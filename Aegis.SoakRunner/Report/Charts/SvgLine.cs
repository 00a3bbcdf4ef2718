using System.Globalization;
using System.Text;

namespace Aegis.SoakRunner.Report.Charts;

/// <summary>Draws a line, with gaps for missing values.</summary>
internal static class SvgLine
{
    /// <summary>With more points the line is drawn thinner.</summary>
    private const int Dense = 300;

    public static string Classes(ChartSeries line)
        => $"ac-line ac-{(line.Color % SvgStyle.Colors).ToString(CultureInfo.InvariantCulture)}" + line.Stroke switch
        {
            ChartStroke.Dashed => " ac-dashed",
            ChartStroke.Dotted => " ac-dotted",
            _ => string.Empty,
        };

    public static void Draw(
        MarkupWriter svg, ChartSeries line, Func<ChartPoint, (double X, double Y)> place, Func<ChartPoint, bool> isShown)
    {
        var path = new StringBuilder();
        var run = 0;
        var points = Thinning.Thin(line.Points);
        foreach (var point in points)
        {
            if (!isShown(point))
            {
                EndRun(path, run);
                run = 0;
                continue;
            }

            var (x, y) = place(point);
            path.Append(CultureInfo.InvariantCulture, $"{(run++ == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }

        EndRun(path, run);
        if (path.Length > 0)
        {
            svg.Empty("path", ("class", Classes(line) + (points.Count > Dense ? " ac-fine" : string.Empty)), ("d", path.ToString())).Line();
        }
    }

    /// <summary>A single point gets a short stroke.</summary>
    private static void EndRun(StringBuilder path, int run)
    {
        if (run == 1)
        {
            path.Append("m-3 0h6");
        }
    }
}
