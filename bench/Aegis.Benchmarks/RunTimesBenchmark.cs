using System.Text.Json;
using Aegis.Benchmarks.Raw;
using Aegis.Benchmarks.Report;
using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Scheduling;

namespace Aegis.Benchmarks;

/// <summary>
/// <c>run-times</c>: what a Run of each shape takes and how single Runs differ, and what a request costs outside of
/// Runs. Written as <c>run-times-PRECISION.json</c>, which the planner <c>capacity</c> of the soak runner reads.
/// </summary>
internal static class RunTimesBenchmark
{
    private const string WorkersSetting = "Aegis:Execution:Workers=";

    /// <summary>Runs of each shape by each worker.</summary>
    private const int ShapePasses = 30;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false };

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var precision = settings.Precision.ToString().ToLowerInvariant();
        var report = new BenchmarkReport($"run-times-report-{precision}");
        var workers = Workers(settings);
        report.Fact("workers", $"{workers}");
        using var raw = new RawOnnxRuntime(settings.Precision);
        RunShapes.Measure(raw, workers, count: 1);
        var shapes = RunShapes.Measure(raw, workers, ShapePasses);
        report.Add(Shapes(shapes, workers));
        report.Add(Quantiles("A Run over the median of its shape", shapes.Spread()));
        report.Add(Quantiles("A pass over the median pass: how the machine drifted meanwhile", shapes.Drift()));
        var rested = RestedRuns.Measure(raw).ToList();
        report.Add(Rested(rested));
        var outside = await OutsideBenchmark.MeasureAsync(raw, settings, report);
        report.Save(settings.Output);
        var path = Path.Combine(settings.Output, $"run-times-{precision}.json");
        await File.WriteAllTextAsync(path, Document(report, settings.Precision, workers, shapes, outside, Median.Of(rested[^1].ByLength)));
        Console.WriteLine($"written: {path}");
    }

    private static int Workers(BenchmarkSettings settings) =>
        settings.Settings.FirstOrDefault(setting => setting.StartsWith(WorkersSetting, StringComparison.Ordinal)) is { } setting
            ? int.Parse(setting[WorkersSetting.Length..], System.Globalization.CultureInfo.InvariantCulture)
            : PhysicalCores.Count();

    private static Table Shapes(RunShapes shapes, int workers)
    {
        var counts = RunShapes.Lengths.SelectMany(RunShapes.CountsOf).Distinct().Order();
        var table = new Table($"Time of a Run in ms, {workers} workers at once", ["sequences", .. RunShapes.Lengths.Select(length => $"{length} tokens")]);
        foreach (var count in counts)
        {
            table.Add([count, .. RunShapes.Lengths.Select(length => RunShapes.CountsOf(length).Contains(count) ? shapes.Milliseconds(count, length) : (object)string.Empty)]);
        }

        return table;
    }

    private static Table Rested(IEnumerable<(TimeSpan Pause, double[] ByLength)> rested)
    {
        var table = new Table("What a Run of one sequence takes longer after a pause, in ms", ["pause ms", .. RestedRuns.Lengths.Select(length => $"{length} tokens")]);
        foreach (var (pause, byLength) in rested)
        {
            table.Add([pause.TotalMilliseconds, .. byLength.Select(more => (object)more)]);
        }

        return table;
    }

    private static Table Quantiles(string title, IEnumerable<(double Share, double Factor)> points)
    {
        var table = new Table(title, [.. points.Select(point => $"{Math.Round(100 * point.Share, 1)} % within")]);
        table.Add([.. points.Select(point => (object)point.Factor)]);
        return table;
    }

    // A line for each length, so that people can read it.
    private static string Document(BenchmarkReport report, Precision precision, int workers, RunShapes shapes, OutsideCosts outside, double restedMs)
    {
        var rows = RunShapes.Lengths.Select(length => new { tokens = length, sequences = RunShapes.CountsOf(length), ms = RunShapes.CountsOf(length).Select(count => Math.Round(shapes.Milliseconds(count, length), 3)) });
        var spread = shapes.Spread().Select(point => new { share = point.Share, factor = Math.Round(point.Factor, 3) });
        return $$"""
            {
              "machine": {{Text(report.Facts["machine"])}},
              "precision": {{Text(precision.ToString().ToLowerInvariant())}},
              "commit": {{Text(report.Facts["commit"])}},
              "command": {{Text(report.Facts["command"])}},
              "workers": {{workers}},
              "runs": [
                {{string.Join(",\n    ", rows.Select(Text))}}
              ],
              "spread": [
                {{string.Join(",\n    ", spread.Select(Text))}}
              ],
              "outside": {{Text(new { requestMs = outside.RequestMs, inputMs = outside.InputMs, tokenMs = outside.TokenMs, latencyMs = outside.LatencyMs, restedMs = Math.Round(Math.Max(0, restedMs), 3) })}}
            }

            """;
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);
}
