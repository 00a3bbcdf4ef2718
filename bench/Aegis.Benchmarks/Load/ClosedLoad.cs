using System.Diagnostics;
using HdrHistogram;

namespace Aegis.Benchmarks.Load;

/// <summary>A workload's callers, each of which sends its next request as soon as it has its answer, on a kept-alive connection.</summary>
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
        _requests = [.. workload.Requests.Select(texts => HttpRequestBytes.Of(server, texts, key))];
    }

    /// <summary>Sends until the time is over, and waits for the last answers. Blocks.</summary>
    /// <exception cref="InvalidOperationException">An answer was not 200, or there was none.</exception>
    public LoadResult Run(TimeSpan time)
    {
        var latency = new LongConcurrentHistogram(1, 60_000_000, 3);
        var tokens = 0L;
        string? failure = null;
        using var left = new CountdownEvent(_connections);
        var begin = Stopwatch.GetTimestamp();
        HttpCall[] calls = [.. Enumerable.Range(0, _connections).Select(_ => new HttpCall(_server, keepAlive: true, Ended))];
        Array.ForEach(calls, Send);
        left.Wait();
        Array.ForEach(calls, call => call.Dispose());
        return failure is null ? new LoadResult(tokens / Stopwatch.GetElapsedTime(begin).TotalSeconds, latency) : throw new InvalidOperationException(failure);

        void Send(HttpCall call)
        {
            var now = Stopwatch.GetElapsedTime(begin);
            call.Send(_requests[(uint)Interlocked.Increment(ref _next) % _requests.Length], now, now);
        }

        void Ended(HttpCall call, HttpAnswer? answer)
        {
            var now = Stopwatch.GetElapsedTime(begin);
            if (answer is not { Status: 200 })
            {
                failure = answer is null ? "the connection failed" : $"status {answer.Value.Status}";
                left.Signal();
                return;
            }

            latency.RecordValue((long)(now - call.Sent).TotalMicroseconds);
            Interlocked.Add(ref tokens, answer.Value.Tokens);
            if (now < time)
            {
                Send(call);
            }
            else
            {
                left.Signal();
            }
        }
    }
}
