using Aegis.Engine.Tokenization;
using Aegis.SoakRunner.Judge;
using Aegis.SoakRunner.Measure;

namespace Aegis.Benchmarks.Raw;

/// <summary>
/// The additional time of a batch after a pause: the core has slept, and the caches hold other data. Each batch is timed after
/// a pause and at once again, in turns, so that a machine that drifts drifts for both.
/// </summary>
internal static class RestedBatches
{
    private const int Pairs = 60;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(10)];

    /// <summary>Lengths of the single sequence of a batch.</summary>
    public static int[] Lengths => [16, 32, 64, 128];

    /// <summary>Additional milliseconds of a batch of one sequence after a pause; median of its pairs.</summary>
    public static IEnumerable<(TimeSpan Pause, double[] ByLength)> Measure(RawOnnxRuntime raw) =>
        Pauses.Select(pause => (pause, Lengths.Select(length => AdditionalMs(raw, length, pause)).ToArray()));

    private static double AdditionalMs(RawOnnxRuntime raw, int length, TimeSpan pause)
    {
        TokenSequence[][] batch = [[RawOnnxRuntime.Sequence(length)]];
        return Median.Of(Enumerable.Range(0, Pairs).Select(_ =>
        {
            new RunClock(TimeProvider.System).WaitUntil(pause, CancellationToken.None);
            var rested = raw.Times(batch)[0];
            return rested - raw.Times(batch)[0];
        }));
    }
}
