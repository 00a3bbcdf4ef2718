using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Raw;
using Aegis.Benchmarks.Report;
using Aegis.Engine.Tokenization;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks;

/// <summary><c>sweep</c>: time of a batch by its shape, and raw throughput by the size of batches.</summary>
internal static class SweepBenchmark
{
    private static readonly int[] Budgets = [32, 64, 128, 256, 384, 512, 768, 1024];
    private static readonly int[] Counts = [1, 2, 4, 8, 16];
    private static readonly int[] Lengths = [8, 16, 24, 32, 64, 128, 256];

    public static Task RunAsync(BenchmarkSettings settings)
    {
        var report = new BenchmarkReport($"sweep-{settings.PrecisionName}");
        using var raw = new RawOnnxRuntime(settings.Precision);
        report.Add(Shapes(raw, settings));
        report.Add(ByBudget(raw, settings));
        report.Save(settings.Output);
        return Task.CompletedTask;
    }

    private static Table Shapes(RawOnnxRuntime raw, BenchmarkSettings settings)
    {
        var table = new Table(
            $"Time of a batch in ms, {RawOnnxRuntime.Workers} workers at once",
            ["sequences", .. Lengths.Select(length => $"{length} tokens")]);
        foreach (var count in Counts)
        {
            table.Add([count, .. Lengths.Select(length => (object)Milliseconds(count, length))]);
        }

        return table;

        double Milliseconds(int count, int length)
        {
            TokenSequence[] batch = [.. Enumerable.Repeat(RawOnnxRuntime.Sequence(length), count)];
            var tokens = RawOnnxRuntime.Workers * count * length;
            return Median.Of(Enumerable.Range(0, settings.Passes)
                .Select(_ => 1000.0 * tokens / raw.TokensPerSecond([batch], settings.PassTime / 20)));
        }
    }

    private static Table ByBudget(RawOnnxRuntime raw, BenchmarkSettings settings)
    {
        Workload[] workloads = [Workload.Queries, Workload.Chunks, Workload.Bulk, Workload.Clients];
        var table = new Table(
            "Raw tokens/s by padded tokens a batch, sorted by length",
            ["padded tokens", .. workloads.Select(workload => workload.Name)]);
        var measured = workloads.Select(_ => Budgets.Select(_ => new List<double>()).ToArray()).ToArray();
        // Pass by pass over all sizes: a machine that drifts drifts for all of them.
        for (var pass = 0; pass < settings.Passes; pass++)
        {
            for (var w = 0; w < workloads.Length; w++)
            {
                var sequences = raw.Tokenize(workloads[w]);
                for (var b = 0; b < Budgets.Length; b++)
                {
                    measured[w][b].Add(raw.TokensPerSecond(Packing.Sorted(sequences, Budgets[b]), settings.PassTime / 2));
                }
            }
        }

        for (var b = 0; b < Budgets.Length; b++)
        {
            table.Add([Budgets[b], .. measured.Select(byBudget => (object)Median.Of(byBudget[b]))]);
        }

        return table;
    }
}
