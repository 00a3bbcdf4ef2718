using Aegis.Benchmarks.Load;
using Aegis.Benchmarks.Report;
using Aegis.Engine.Tokenization;

namespace Aegis.Benchmarks.Raw;

/// <summary>
/// Times single Runs of many shapes. Each worker goes through all shapes in an order of its own, again and again, as in
/// a server: what a Run finds in the caches was left by one of another shape, and its neighbour computes another one.
/// A machine that is shared drifts; one pass takes a second or two, so its speed is told by all of its Runs together,
/// and each Run is held to the speed of its pass. A pass in which others took a part of the cores is left out.
/// </summary>
internal sealed class RunShapes
{
    /// <summary>Twice the budget of a Run: what lies between measured shapes lies within.</summary>
    private const int MostCells = 512;

    private const int MostTries = 5;

    private static readonly int[] Counts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128];
    private static readonly double[] Shares = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];
    private static readonly (int Sequences, int Tokens)[] Shapes = [.. Lengths.SelectMany(length => CountsOf(length).Select(count => (count, length)))];

    private readonly List<double[]> _passes;
    private readonly double[] _speeds;
    private readonly double[] _medians;

    private RunShapes(List<double[]> passes)
    {
        _passes = passes;
        _medians = MediansAt([.. passes.Select(_ => 1.0)]);
        double[] speeds = [.. passes.Select(pass => Median.Of(pass.Zip(_medians, (time, median) => time / median)))];
        var usual = Median.Of(speeds);
        _speeds = [.. speeds.Select(speed => speed / usual)];
        _medians = MediansAt(_speeds);
    }

    /// <summary>Padded lengths.</summary>
    public static int[] Lengths => [4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

    /// <summary>Times Runs until each worker has had so many passes without others, and five times as many at most.</summary>
    public static RunShapes Measure(RawOnnxRuntime raw, int workers, int count)
    {
        var passes = new List<double[]>();
        Crew.Run(workers, number =>
        {
            var random = new Random(number);
            TokenSequence[][] runs = [.. Shapes.Select(shape => Run(shape.Sequences, shape.Tokens))];
            for (int tries = 0, kept = 0; kept < count && tries < MostTries * count; tries++)
            {
                var others = new OtherWork();
                int[] order = [.. Enumerable.Range(0, runs.Length)];
                random.Shuffle(order);
                var times = raw.Times([.. order.Select(shape => runs[shape])]);
                Array.Sort(order, times);
                if (others.IsNoticeable)
                {
                    continue;
                }

                kept++;
                lock (passes)
                {
                    passes.Add(times);
                }
            }
        });
        return passes.Count > 0 ? new RunShapes(passes) : throw new InvalidOperationException("other programs need this machine's cores: there is nothing to measure");
    }

    /// <summary>Numbers of sequences that were measured of a length.</summary>
    public static IEnumerable<int> CountsOf(int length) => Counts.Where(count => count == 1 || count * length <= MostCells);

    /// <summary>Median time of a shape.</summary>
    public double Milliseconds(int sequences, int tokens) => _medians[Array.IndexOf(Shapes, (sequences, tokens))];

    /// <summary>The share of all Runs that takes at most so many times the median of its shape, at the speed of its pass.</summary>
    public IEnumerable<(double Share, double Factor)> Spread() =>
        Quantiles(_passes.Zip(_speeds).SelectMany(pass => pass.First.Zip(_medians, (time, median) => time / median / pass.Second)));

    /// <summary>The share of all passes that takes at most so many times the median pass: how the machine drifts.</summary>
    public IEnumerable<(double Share, double Factor)> Drift() => Quantiles(_speeds);

    private static IEnumerable<(double Share, double Factor)> Quantiles(IEnumerable<double> factors)
    {
        double[] sorted = [.. factors.Order()];
        return Shares.Select(share => (share, sorted[(int)Math.Ceiling(share * sorted.Length) - 1]));
    }

    private static TokenSequence[] Run(int count, int length) => [.. Enumerable.Repeat(RawOnnxRuntime.Sequence(length), count)];

    private double[] MediansAt(double[] speeds) => [.. Shapes.Select((_, shape) => Median.Of(_passes.Select((pass, number) => pass[shape] / speeds[number])))];
}
