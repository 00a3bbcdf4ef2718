using Aegis.SoakRunner.Report.Charts;

namespace Aegis.SoakRunner.Report;

internal static class ReportCharts
{
    private const double Mebi = 1L << 20;

    public static IReadOnlyList<Chart> Build(SoakReport report)
    {
        var windows = report.Timeline;
        string[] streams =
        [
            .. report.Profile.Streams.Select(stream => stream.Name)
                .Concat(windows.SelectMany(window => window.Streams).Select(figures => figures.Stream))
                .Distinct(),
        ];
        var bands = Bands(windows);

        Chart Make(string name, string title, string unit, IEnumerable<ChartSeries> series, string empty, bool logarithmic = false)
            => new(
                name, title, unit, [.. series], bands, windows.Count == 0 ? 0 : windows[0].FromSeconds,
                windows.Count == 0 ? 60 : windows[^1].EndSeconds(), empty, logarithmic);

        return
        [
            Make(
                "throughput", "Throughput: right answers", "requests/s",
                streams.Select((stream, index) => Rate(windows, stream, stream, index, ChartStroke.Solid, outcomes => outcomes.Ok)),
                "nothing was measured"),
            .. streams.Select((stream, index) => Make(
                LatencyName(stream, index), $"Latency: {SafeText.Cut(stream, 40)}", "ms, from when due", Latency(windows, stream),
                "no right answer", logarithmic: true)),
            Make("failures", "Failures and refusals", "requests/s", Failures(windows, streams), "no failure, no refusal"),
            Make("memory", "Memory of the target", "MiB", Known(
                Target(windows, "working set", 0, ChartStroke.Solid, target => target.WorkingSetBytes / Mebi),
                Target(windows, "managed heap after the last collection", 1, ChartStroke.Dashed, target => target.HeapBytes / Mebi)),
                "the target could not be sampled"),
            Make("queue", "Queue of the target", "inputs at the end of each window", Known(
                Target(windows, "inputs", 0, ChartStroke.Solid, target => target.QueueInputs)), "the target's queue is not known"),
        ];
    }

    /// <summary>With a number: different names may give the same file name.</summary>
    private static string LatencyName(string stream, int index)
        => Wording.Of($"latency-{index + 1}-{SafeText.Slug(stream)}").TrimEnd('-');

    private static IEnumerable<ChartSeries> Latency(IReadOnlyList<TimelineWindow> windows, string stream)
    {
        ChartSeries Line(string name, int color, ChartStroke stroke, Func<Percentiles, double> value)
            => new(
                name, color, stroke,
                [.. windows.Select(window => new ChartPoint(Middle(window), window.FiguresOf(stream)?.LatencyAt(value)))]);

        return
        [
            Line("p50", 0, ChartStroke.Solid, latency => latency.P50),
            Line("p95", 1, ChartStroke.Dashed, latency => latency.P95),
            Line("p99", 2, ChartStroke.Dotted, latency => latency.P99),
        ];
    }

    /// <summary>Only lines above 0: lines at 0 would hide the others.</summary>
    private static IEnumerable<ChartSeries> Failures(IReadOnlyList<TimelineWindow> windows, string[] streams)
        => streams.SelectMany((stream, index) => new[]
        {
            Rate(windows, stream, SafeText.Cut(stream, 30) + ": failed", index, ChartStroke.Solid, outcomes => outcomes.Failed()),
            Rate(windows, stream, SafeText.Cut(stream, 30) + ": refused", index, ChartStroke.Dashed, outcomes => outcomes.Refused),
        }).Where(line => line.Points.Any(point => point.Value > 0));

    private static ChartSeries Rate(
        IReadOnlyList<TimelineWindow> windows, string stream, string name, int color, ChartStroke stroke, Func<Outcomes, long> count)
        => new(name, color, stroke,
            [.. windows.Select(window => new ChartPoint(
                Middle(window),
                window.Seconds > 0 && window.FiguresOf(stream) is { } figures ? count(figures.Outcomes) / window.Seconds : null))]);

    private static ChartSeries Target(
        IReadOnlyList<TimelineWindow> windows, string name, int color, ChartStroke stroke, Func<TargetSample, double?> value)
        => new(
            name, color, stroke,
            [.. windows.Select(window => new ChartPoint(window.EndSeconds(), window.Target is { } target ? value(target) : null))]);

    private static IEnumerable<ChartSeries> Known(params ChartSeries[] series) =>
        series.Where(line => line.Points.Any(point => point.Value is not null));

    private static double Middle(TimelineWindow window) => window.FromSeconds + (window.Seconds / 2);

    private static List<ChartBand> Bands(IReadOnlyList<TimelineWindow> windows)
    {
        List<ChartBand> bands = [];
        foreach (var window in windows)
        {
            var (name, shaded) = window.Kind switch
            {
                WindowKind.WarmUp => ("warm-up", true),
                WindowKind.Drain => ("drain", true),
                _ => (window.Phase, false),
            };
            if (bands.Count > 0 && bands[^1].Name == name && bands[^1].IsShaded == shaded)
            {
                bands[^1] = bands[^1] with { ToSeconds = window.EndSeconds() };
            }
            else
            {
                bands.Add(new(name, window.FromSeconds, window.EndSeconds(), shaded));
            }
        }

        return bands;
    }
}
