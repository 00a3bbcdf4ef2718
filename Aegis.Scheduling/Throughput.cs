namespace Aegis.Scheduling;

/// <summary>The measured throughput of all workers, in tokens a second: a moving average over batches. Not thread-safe.</summary>
internal sealed class Throughput(int workers)
{
    /// <summary>Weight of the newest batch: the average covers about 30 batches.</summary>
    private const double Newest = 1 / 30.0;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private double _tokensPerSecond;

    /// <summary>Adds a batch of one worker.</summary>
    public void Add(int tokens, TimeSpan duration)
    {
        var rate = workers * tokens / Math.Max(duration.TotalSeconds, 1e-6);
        _tokensPerSecond = _tokensPerSecond == 0 ? rate : _tokensPerSecond + (Newest * (rate - _tokensPerSecond));
    }

    /// <summary>Time to compute <paramref name="tokens"/>: 0.1 s to 60 s; 1 s before the first batch.</summary>
    public TimeSpan TimeFor(long tokens)
    {
        if (_tokensPerSecond == 0)
        {
            return TimeSpan.FromSeconds(1);
        }

        var seconds = tokens / _tokensPerSecond;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, Shortest.TotalSeconds, Longest.TotalSeconds));
    }
}
