using Aegis.Engine.Tokenization;
using Aegis.SoakRunner.Judge;

namespace Aegis.Benchmarks.Raw;

/// <summary>
/// Times single batches of many shapes. Each worker computes all shapes in an order of its own, again and again, as in a
/// server: the caches hold the data of a batch of another shape, and the other workers compute other shapes.
/// A shared machine drifts. A pass takes a second or two; all of its batches together show its speed, and each batch is
/// compared with the speed of its pass. A pass in which other processes took a part of the cores is left out.
/// </summary>
internal sealed class BatchShapes
{
    /// <summary>Twice the limit of a batch, so that every batch of a server lies between measured shapes.</summary>
    private const int MaxCells = 512;

    private const int TriesOfPass = 5;

    private static readonly int[] Counts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128];
    private static readonly double[] Shares = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];
    private static readonly (int Sequences, int Tokens)[] Shapes =
        [.. Lengths.SelectMany(length => CountsOf(length).Select(count => (count, length)))];

    private readonly List<double[]> _passes;
    private readonly double[] _speeds;
    private readonly double[] _medians;

    private BatchShapes(List<double[]> passes)
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

    /// <summary>Times batches until each worker has that many undisturbed passes, or has tried five times as many.</summary>
    public static BatchShapes Measure(RawOnnxRuntime raw, int workers, int count)
    {
        var passes = new List<double[]>();
        Crew.Run(workers, number =>
        {
            var random = new Random(number);
            TokenSequence[][] batches = [.. Shapes.Select(shape => BatchOf(shape.Sequences, shape.Tokens))];
            for (int tries = 0, kept = 0; kept < count && tries < TriesOfPass * count; tries++)
            {
                if (UndisturbedPass(raw, batches, random) is not { } times)
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
        return passes.Count > 0
            ? new BatchShapes(passes)
            : throw new InvalidOperationException("other programs need this machine's cores: there is nothing to measure");
    }

    /// <summary>Numbers of sequences that were measured of a length.</summary>
    public static IEnumerable<int> CountsOf(int length) => Counts.Where(count => count == 1 || count * length <= MaxCells);

    /// <summary>Median time of a shape.</summary>
    public double Milliseconds(int sequences, int tokens) => _medians[Array.IndexOf(Shapes, (sequences, tokens))];

    /// <summary>Shares of all batches, and how many times the median of its shape such a batch takes at the speed of its pass.</summary>
    public IEnumerable<(double Share, double Factor)> Spread() =>
        Quantiles(_passes.Zip(_speeds).SelectMany(pass => pass.First.Zip(_medians, (time, median) => time / median / pass.Second)));

    /// <summary>Shares of all passes, and how many times the median pass such a pass takes: how the machine drifts.</summary>
    public IEnumerable<(double Share, double Factor)> Drift() => Quantiles(_speeds);

    // Milliseconds by shape; null if others disturbed the pass.
    private static double[]? UndisturbedPass(RawOnnxRuntime raw, TokenSequence[][] batches, Random random)
    {
        var others = new OtherWork();
        int[] order = [.. Enumerable.Range(0, batches.Length)];
        random.Shuffle(order);
        var times = raw.Times([.. order.Select(shape => batches[shape])]);
        Array.Sort(order, times);
        return others.IsNoticeable ? null : times;
    }

    private static IEnumerable<(double Share, double Factor)> Quantiles(IEnumerable<double> factors)
    {
        double[] sorted = [.. factors.Order()];
        return Shares.Select(share => (share, sorted[(int)Math.Ceiling(share * sorted.Length) - 1]));
    }

    private static TokenSequence[] BatchOf(int count, int length) =>
        [.. Enumerable.Repeat(RawOnnxRuntime.Sequence(length), count)];

    private double[] MediansAt(double[] speeds) =>
        [.. Shapes.Select((_, shape) => Median.Of(_passes.Select((pass, number) => pass[shape] / speeds[number])))];
}
