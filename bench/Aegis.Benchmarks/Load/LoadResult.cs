using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Measure;

namespace Aegis.Benchmarks.Load;

/// <summary>What a pass measured.</summary>
/// <param name="TokensPerSecond">Tokens of the answers with status 200, by their own usage.</param>
/// <param name="Latency">Of each such answer.</param>
internal sealed record LoadResult(double TokensPerSecond, Percentiles Latency)
{
    public static LoadResult Of(Tally tally, TimeSpan time)
    {
        var figures = tally.Figures(string.Empty, time.TotalSeconds, inFlight: 0);
        return new LoadResult(figures.Tokens / figures.Seconds, figures.Latency);
    }
}
