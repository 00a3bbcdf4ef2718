using HdrHistogram;

namespace Aegis.Benchmarks.Load;

/// <summary>What a pass measured.</summary>
/// <param name="TokensPerSecond">Tokens of the answers with status 200, by their own usage.</param>
/// <param name="Latency">Microseconds to the end of each such answer.</param>
internal sealed record LoadResult(double TokensPerSecond, HistogramBase Latency)
{
    /// <summary>Number of those answers.</summary>
    public long Requests => Latency.TotalCount;

    /// <summary>Latency in milliseconds at a percentile from 0 to 100.</summary>
    public double Percentile(double percentile) => Latency.GetValueAtPercentile(percentile) / 1000.0;
}
