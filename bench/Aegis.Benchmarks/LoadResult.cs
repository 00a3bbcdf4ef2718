using HdrHistogram;

namespace Aegis.Benchmarks;

/// <summary>What a pass measured.</summary>
internal sealed record LoadResult(double TokensPerSecond, HistogramBase Latency)
{
    /// <summary>Latency in milliseconds at a percentile from 0 to 100.</summary>
    public double Percentile(double percentile) => Latency.GetValueAtPercentile(percentile) / 1000.0;
}
