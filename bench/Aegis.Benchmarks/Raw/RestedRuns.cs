using Aegis.Benchmarks.Report;
using Aegis.Engine.Tokenization;

namespace Aegis.Benchmarks.Raw;

/// <summary>
/// What a Run takes longer after a pause: the core has slept, and the caches hold something else. Each Run is timed after
/// a pause and at once again, turn by turn, so that a machine that drifts drifts for both.
/// </summary>
internal static class RestedRuns
{
    private const int Pairs = 60;

    private static readonly ManualResetEventSlim Never = new(initialState: false);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(10)];

    /// <summary>Lengths of the one sequence of such a Run.</summary>
    public static int[] Lengths => [16, 32, 64, 128];

    /// <summary>Milliseconds that a Run of one sequence of a length takes longer after a pause; median of its pairs.</summary>
    public static IEnumerable<(TimeSpan Pause, double[] ByLength)> Measure(RawOnnxRuntime raw) => Pauses.Select(pause => (pause, Lengths.Select(length => More(raw, length, pause)).ToArray()));

    private static double More(RawOnnxRuntime raw, int length, TimeSpan pause)
    {
        TokenSequence[][] run = [[RawOnnxRuntime.Sequence(length)]];
        return Median.Of(Enumerable.Range(0, Pairs).Select(_ =>
        {
            Never.Wait(pause);
            var rested = raw.Times(run)[0];
            return rested - raw.Times(run)[0];
        }));
    }
}
