using System.Globalization;
using System.Text.Json;
using Aegis.Benchmarks.Raw;
using Aegis.Benchmarks.Report;
using Aegis.Capacity.BatchTimes;
using Aegis.Scheduling;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks;

/// <summary>
/// <c>run-times</c>: measures a <see cref="BatchTimeFile"/> for the planner, and writes it as <c>run-times-PRECISION.json</c>.
/// </summary>
internal static class BatchTimesBenchmark
{
    private const string WorkersSetting = "Aegis:Execution:Workers=";

    /// <summary>Batches of each shape by each worker.</summary>
    private const int ShapePasses = 30;

    public static async Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"run-times-report-{settings.PrecisionName}");
        var workers = Workers(settings);
        report.Fact("workers", $"{workers}");
        using var raw = new RawOnnxRuntime(settings.Precision);
        BatchShapes.Measure(raw, workers, count: 1);
        var shapes = BatchShapes.Measure(raw, workers, ShapePasses);
        report.Add(Shapes(shapes, workers));
        report.Add(Quantiles("A batch over the median of its shape", shapes.Spread()));
        report.Add(Quantiles("A pass over the median pass: how the machine drifted meanwhile", shapes.Drift()));
        var rested = RestedBatches.Measure(raw).ToList();
        report.Add(Rested(rested));
        var outside = await OutsideBenchmark.MeasureAsync(raw, settings, report);
        report.Save(settings.Output);
        var path = Path.Combine(settings.Output, $"run-times-{settings.PrecisionName}.json");
        await File.WriteAllTextAsync(path, Text(new BatchTimeFile(
            report.Facts["machine"],
            settings.PrecisionName,
            report.Facts["commit"],
            report.Facts["command"],
            workers,
            [.. BatchShapes.Lengths.Select(length => TimesOf(shapes, length))],
            [.. shapes.Spread().Select(point => new SpreadPoint(point.Share, Math.Round(point.Factor, 3)))],
            outside with { RestedMs = Math.Round(Math.Max(0, Median.Of(rested[^1].ByLength)), 3) })));
        Console.WriteLine($"written: {path}");
    }

    private static int Workers(BenchmarkSettings settings) =>
        settings.Settings.FirstOrDefault(setting => setting.StartsWith(WorkersSetting, StringComparison.Ordinal)) is { } setting
            ? int.Parse(setting[WorkersSetting.Length..], CultureInfo.InvariantCulture)
            : PhysicalCores.Count();

    private static Table Shapes(BatchShapes shapes, int workers)
    {
        var counts = BatchShapes.Lengths.SelectMany(BatchShapes.CountsOf).Distinct().Order();
        var table = new Table(
            $"Time of a batch in ms, {workers} workers at once",
            ["sequences", .. BatchShapes.Lengths.Select(length => $"{length} tokens")]);
        foreach (var count in counts)
        {
            table.Add([count, .. BatchShapes.Lengths.Select(length => Cell(count, length))]);
        }

        return table;

        object Cell(int count, int length) =>
            BatchShapes.CountsOf(length).Contains(count) ? shapes.Milliseconds(count, length) : string.Empty;
    }

    private static Table Rested(IEnumerable<(TimeSpan Pause, double[] ByLength)> rested)
    {
        var table = new Table(
            "What a batch of one sequence takes longer after a pause, in ms",
            ["pause ms", .. RestedBatches.Lengths.Select(length => $"{length} tokens")]);
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

    private static BatchTimesOfLength TimesOf(BatchShapes shapes, int length)
    {
        int[] counts = [.. BatchShapes.CountsOf(length)];
        return new BatchTimesOfLength(length, counts, [.. counts.Select(count => Math.Round(shapes.Milliseconds(count, length), 3))]);
    }

    // One line for each length, for people: the serializer writes one line for all, or one for each number.
    private static string Text(BatchTimeFile file)
    {
        var json = BatchTimeJson.Default;
        return $$"""
            {
              "machine": {{JsonSerializer.Serialize(file.Machine, json.String)}},
              "precision": {{JsonSerializer.Serialize(file.Precision, json.String)}},
              "commit": {{JsonSerializer.Serialize(file.Commit, json.String)}},
              "command": {{JsonSerializer.Serialize(file.Command, json.String)}},
              "workers": {{file.Workers}},
              "runs": [
                {{Lines(file.Batches.Select(times => JsonSerializer.Serialize(times, json.BatchTimesOfLength)))}}
              ],
              "spread": [
                {{Lines(file.Spread.Select(point => JsonSerializer.Serialize(point, json.SpreadPoint)))}}
              ],
              "outside": {{JsonSerializer.Serialize(file.Outside, json.OutsideCosts)}}
            }

            """;
    }

    private static string Lines(IEnumerable<string> items) => string.Join(",\n    ", items);
}
