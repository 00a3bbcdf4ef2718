using System.Diagnostics;
using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;
using Aegis.EmbeddingServer.Tokenization;

namespace Aegis.Benchmarks.Raw;

/// <summary>
/// Times single Runs of many shapes. Each worker goes through all shapes in an order of its own, again and again, as in
/// a server: what a Run finds in the caches was left by one of another shape, and its neighbour computes another one.
/// </summary>
internal sealed class RunShapes
{
    /// <summary>Twice the budget of a Run: what lies between measured shapes lies within.</summary>
    private const int MostCells = 512;

    private static readonly int[] Counts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128];
    private static readonly double[] Shares = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

    private readonly Dictionary<(int Sequences, int Tokens), List<double>> _milliseconds = [];

    /// <summary>Padded lengths.</summary>
    public static int[] Lengths { get; } = [4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

    /// <summary>Times Runs until the time is over.</summary>
    public static RunShapes Measure(RawOnnxRuntime raw, int workers, TimeSpan time)
    {
        var shapes = new RunShapes();
        var begin = Stopwatch.GetTimestamp();
        Crew.Run(workers, number =>
        {
            var random = new Random(number);
            TokenSequence[][] runs = [.. Lengths.SelectMany(length => CountsOf(length).Select(count => Run(count, length)))];
            while (Stopwatch.GetElapsedTime(begin) < time)
            {
                random.Shuffle(runs);
                var times = raw.Times(runs);
                lock (shapes)
                {
                    shapes.Add(runs, times);
                }
            }
        });
        return shapes;
    }

    /// <summary>Numbers of sequences that were measured of a length.</summary>
    public static IEnumerable<int> CountsOf(int length) => Counts.Where(count => count == 1 || count * length <= MostCells);

    /// <summary>Median time of a shape.</summary>
    public double Milliseconds(int sequences, int tokens) => Median.Of(_milliseconds[(sequences, tokens)]);

    /// <summary>The share of all Runs that takes at most so many times the median of its shape.</summary>
    public IEnumerable<(double Share, double Factor)> Spread()
    {
        double[] factors = [.. _milliseconds.Values.SelectMany(times => { var median = Median.Of(times); return times.Select(time => time / median); }).Order()];
        return Shares.Select(share => (share, factors[(int)Math.Ceiling(share * factors.Length) - 1]));
    }

    private static TokenSequence[] Run(int count, int length)
    {
        var sequence = new TokenSequence([101, .. Enumerable.Range(2000, length - 2), 102], truncated: false);
        return [.. Enumerable.Repeat(sequence, count)];
    }

    private void Add(TokenSequence[][] runs, double[] times)
    {
        foreach (var (run, time) in runs.Zip(times))
        {
            var shape = (run.Length, run[0].Length);
            if (!_milliseconds.TryGetValue(shape, out var all))
            {
                all = [];
                _milliseconds.Add(shape, all);
            }

            all.Add(time);
        }
    }
}
