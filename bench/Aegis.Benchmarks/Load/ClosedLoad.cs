using Aegis.SoakRunner.Measure;

namespace Aegis.Benchmarks.Load;

/// <summary>The callers of a workload. Each sends its next request after the last answer, on a connection that is kept open.</summary>
internal sealed class ClosedLoad
{
    private readonly Uri _server;
    private readonly int _connections;
    private readonly byte[][] _requests;
    private int _next = -1;

    /// <param name="server">Where to send.</param>
    /// <param name="workload">What to send.</param>
    /// <param name="key">The key of the callers; null: each connection is a caller.</param>
    public ClosedLoad(Uri server, Workload workload, string? key = null)
    {
        _server = server;
        _connections = workload.Connections;
        _requests = [.. workload.Requests.Select(texts => HttpRequestBytes.Of(server, texts, key))];
    }

    /// <summary>Sends until the time is over, and waits for the last answers. Blocks.</summary>
    /// <exception cref="InvalidOperationException">An answer was not 200, or a connection failed.</exception>
    public LoadResult Run(TimeSpan time)
    {
        var tally = new Tally();
        string? failure = null;
        using var left = new CountdownEvent(_connections);
        var clock = new RunClock(TimeProvider.System);
        HttpCall[] calls = [.. Enumerable.Range(0, _connections).Select(_ => new HttpCall(_server, keepAlive: true, Ended))];
        Array.ForEach(calls, Send);
        left.Wait();
        Array.ForEach(calls, call => call.Dispose());
        return failure is null ? LoadResult.Of(tally, clock.Elapsed) : throw new InvalidOperationException(failure);

        void Send(HttpCall call)
        {
            var now = clock.Elapsed;
            call.Send(_requests[(uint)Interlocked.Increment(ref _next) % _requests.Length], now, now);
        }

        void Ended(HttpCall call, HttpAnswer? answer)
        {
            var now = clock.Elapsed;
            if (answer is not { Status: 200 })
            {
                failure = answer is null ? "the connection failed" : $"status {answer.Value.Status}";
                left.Signal();
                return;
            }

            lock (tally)
            {
                tally.AddOk(inputs: 1, answer.Value.Tokens, now - call.Sent, isGood: true);
            }

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
