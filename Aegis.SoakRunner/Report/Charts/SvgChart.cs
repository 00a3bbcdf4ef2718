using System.Globalization;

namespace Aegis.SoakRunner.Report.Charts;

/// <summary>Draws a chart as SVG: a file, or an element of a page that has <see cref="SvgStyle.Css"/>.</summary>
internal static class SvgChart
{
    private const double Width = 480;

    /// <summary>Drawn narrow, so that labels stay readable on a phone.</summary>
    private const double Enlarged = 1.35;

    private const double Left = 56;
    private const double Right = Width - 16;
    private const double Top = 68;
    private const double Bottom = Top + 164;
    private const double LegendTop = Bottom + 58;
    private const double LegendRow = 19;
    private const double CharacterWidth = 6.6;
    private const int MinNameLength = 8;

    public static string File(Chart chart)
    {
        var svg = new MarkupWriter().Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        Draw(svg, chart, isFile: true);
        return svg.Line().ToString();
    }

    public static void Inline(MarkupWriter page, Chart chart) => Draw(page, chart, isFile: false);

    private static void Draw(MarkupWriter svg, Chart chart, bool isFile)
    {
        var values = ChartAxis.Values(
            chart.Series.SelectMany(line => line.Points).Select(point => point.Value).OfType<double>(), chart.Unit, chart.CanBeLogarithmic);
        var time = ChartAxis.Time(chart.FromSeconds, chart.ToSeconds);
        var legend = Legend(chart.Series);
        var height = LegendTop + ((legend.Count == 0 ? 0 : legend[^1].Row) * LegendRow) + 14;
        var id = "chart-" + chart.Name;

        svg.Start("svg",
            ("viewBox", $"0 0 {N(Width)} {N(height)}"), ("class", "ac"), ("role", "img"), ("aria-labelledby", $"{id}-title {id}-desc"),
            isFile ? ("xmlns", "http://www.w3.org/2000/svg") : ("preserveAspectRatio", "xMidYMid meet"),
            ("width", N(Width * Enlarged)), ("height", N(height * Enlarged)));
        svg.Element("title", chart.Title, ("id", id + "-title")).Element("desc", Describe(chart), ("id", id + "-desc"));
        if (isFile)
        {
            svg.Start("style").Raw(SvgStyle.Css).End().Line();
        }

        svg.Empty("rect", ("class", "ac-back"), ("x", "0.5"), ("y", "0.5"), ("width", N(Width - 1)), ("height", N(height - 1)), ("rx", "6"))
            .Line();
        Label(svg, chart.Title, 16, 24, "ac-title");
        Label(svg, values.IsLogarithmic ? chart.Unit + ", log scale" : chart.Unit, 16, 44, "ac-soft");
        string[] shaded = [.. chart.Bands.Where(band => band.IsShaded).Select(band => band.Name).Distinct()];
        if (shaded.Length > 0)
        {
            Label(svg, "shaded: " + string.Join(", ", shaded), Right, 44, "ac-soft", "end");
        }

        DrawBands(svg, chart.Bands, time);
        DrawAxes(svg, values, time);
        foreach (var line in chart.Series)
        {
            SvgLine.Draw(svg, line, point => (X(time, point.Seconds), Y(values, point.Value!.Value)), point => IsShown(values, point));
        }

        if (chart.Series.All(line => line.Points.All(point => point.Value is null)))
        {
            Label(svg, chart.Empty, (Left + Right) / 2, (Top + Bottom) / 2, "ac-soft", "middle");
        }

        foreach (var (line, x, row) in legend)
        {
            var y = LegendTop + (row * LegendRow) - 4;
            svg.Empty("path", ("class", SvgLine.Classes(line)), ("d", $"M{N(x)} {N(y)}h24"));
            Label(svg, SafeText.Cut(line.Name, 40), x + 31, y + 4);
        }

        svg.End();
    }

    private static bool IsShown(ChartAxis values, ChartPoint point)
        => point.Value is { } value && double.IsFinite(value) && (!values.IsLogarithmic || value > 0);

    private static void DrawAxes(MarkupWriter svg, ChartAxis values, ChartAxis time)
    {
        foreach (var tick in values.Ticks)
        {
            var y = Y(values, tick.Value);
            svg.Empty("path", ("class", "ac-grid"), ("d", $"M{N(Left)} {N(y)}H{N(Right)}"));
            Label(svg, tick.Label, Left - 7, y + 4, "ac-soft", "end");
        }

        foreach (var tick in time.Ticks)
        {
            var x = X(time, tick.Value);
            svg.Empty("path", ("class", "ac-plot"), ("d", $"M{N(x)} {N(Bottom)}v5"));
            Label(svg, tick.Label, x, Bottom + 18, "ac-soft", "middle");
        }

        svg.Empty("path", ("class", "ac-plot"), ("d", $"M{N(Left)} {N(Top)}V{N(Bottom)}H{N(Right)}"));
        Label(svg, $"time since the first request was due ({time.Unit})", (Left + Right) / 2, Bottom + 36, "ac-soft", "middle");
        svg.Line();
    }

    private static void DrawBands(MarkupWriter svg, IReadOnlyList<ChartBand> bands, ChartAxis time)
    {
        foreach (var band in bands)
        {
            var from = X(time, band.FromSeconds);
            var to = X(time, band.ToSeconds);
            svg.Start("g").Element("title", band.Name);
            if (band.IsShaded)
            {
                svg.Empty(
                    "rect", ("class", "ac-shade"), ("x", N(from)), ("y", N(Top)), ("width", N(to - from)), ("height", N(Bottom - Top)));
            }

            if (from > Left + 1)
            {
                svg.Empty("path", ("class", "ac-edge"), ("d", $"M{N(from)} {N(Top - 14)}V{N(Bottom)}"));
            }

            // A name that does not fit would cover the next band. The title of the band still has it.
            if ((int)((to - from - 6) / CharacterWidth) is var most && (most >= band.Name.Length || most >= MinNameLength))
            {
                Label(svg, SafeText.Cut(band.Name, most), from + 4, Top - 5, "ac-soft");
            }

            svg.End();
        }

        svg.Line();
    }

    private static List<(ChartSeries Line, double X, int Row)> Legend(IReadOnlyList<ChartSeries> series)
    {
        List<(ChartSeries, double, int)> places = [];
        var (x, row) = (16.0, 0);
        foreach (var line in series)
        {
            var width = 31 + (SafeText.Cut(line.Name, 40).Length * CharacterWidth) + 18;
            if (x > 16 && x + width > Width)
            {
                (x, row) = (16, row + 1);
            }

            places.Add((line, x, row));
            x += width;
        }

        return places;
    }

    private static string Describe(Chart chart)
    {
        string[] lines =
        [
            .. from line in chart.Series
               let values = line.Points.Select(point => point.Value).OfType<double>().Where(double.IsFinite).ToArray()
               where values.Length > 0
               let range = $"{Format.Figure(values.Min())} to {Format.Figure(values.Max())}"
               select $"{line.Name}: {range}, at the end {Format.Figure(values[^1])}",
        ];
        return lines.Length == 0 ? chart.Empty : $"{chart.Unit} over time. {string.Join("; ", lines)}.";
    }

    private static void Label(MarkupWriter svg, string text, double x, double y, string? style = null, string anchor = "start")
        => svg.Element("text", text, ("x", N(x)), ("y", N(y)), ("text-anchor", anchor), ("class", style ?? "ac-text"));

    private static double X(ChartAxis time, double seconds) => Left + (time.Place(seconds) * (Right - Left));

    private static double Y(ChartAxis values, double value) => Bottom - (values.Place(value) * (Bottom - Top));

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
