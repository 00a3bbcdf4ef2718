using System.Diagnostics;
using HdrHistogram;

namespace Aegis.Benchmarks.Load;

/// <summary>A workload's callers, each on a thread and a kept-alive connection of its own.</summary>
internal sealed class ClosedLoad
{
    private readonly Uri _server;
    private readonly int _connections;
    private readonly byte[][] _requests;
    private int _next = -1;

    /// <param name="server">Where to send.</param>
    /// <param name="workload">What to send.</param>
    /// <param name="key">The callers' key; null: each connection is a caller.</param>
    public ClosedLoad(Uri server, Workload workload, string? key = null)
    {
        _server = server;
        _connections = workload.Connections;
        _requests = [.. workload.Requests.Select(texts => HttpConnection.Request(server, texts, key))];
    }

    /// <summary>Sends until the time is over. Blocks.</summary>
    /// <exception cref="InvalidOperationException">An answer was not 200.</exception>
    public LoadResult Run(TimeSpan time)
    {
        var latency = new LongConcurrentHistogram(1, 60_000_000, 3);
        var tokens = 0L;
        var begin = Stopwatch.GetTimestamp();
        Crew.Run(_connections, _ => Interlocked.Add(ref tokens, Call(begin, time, latency)));
        return new LoadResult(tokens / Stopwatch.GetElapsedTime(begin).TotalSeconds, latency);
    }

    private long Call(long begin, TimeSpan time, LongConcurrentHistogram latency)
    {
        using var connection = new HttpConnection(_server);
        var tokens = 0L;
        while (Stopwatch.GetElapsedTime(begin) < time)
        {
            var request = _requests[(uint)Interlocked.Increment(ref _next) % _requests.Length];
            var sent = Stopwatch.GetTimestamp();
            var answer = connection.Send(request);
            latency.RecordValue((long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
            tokens += answer.Status == 200 ? answer.Tokens : throw new InvalidOperationException($"status {answer.Status}");
        }

        return tokens;
    }
}
