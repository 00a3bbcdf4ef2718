namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>How fast the workers empty the queue, from the Runs they did. Not thread-safe.</summary>
internal sealed class DrainRate(int workers)
{
    /// <summary>Weight of the newest Run: about the last 30 Runs count.</summary>
    private const double Newest = 1 / 30.0;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private double _tokensPerSecond;

    /// <summary>Notes a Run of one worker.</summary>
    public void Add(int tokens, TimeSpan duration)
    {
        var rate = workers * tokens / Math.Max(duration.TotalSeconds, 1e-6);
        _tokensPerSecond = _tokensPerSecond == 0 ? rate : _tokensPerSecond + (Newest * (rate - _tokensPerSecond));
    }

    /// <summary>When <paramref name="tokens"/> will have been computed, between 0.1 s and 60 s; 1 s before the first Run.</summary>
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
