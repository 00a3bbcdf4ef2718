using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aegis.Benchmarks.Load;

/// <summary>
/// Requests at a fixed rate, whether or not the server keeps up. Latency counts from the moment at which a request
/// should have been sent, so that a stall shows in every request that it delayed. One thread sends.
/// </summary>
internal sealed class OpenLoad
{
    private static readonly ManualResetEventSlim Never = new(initialState: false);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(60);

    private readonly Uri _server;
    private readonly int _connections;
    private readonly byte[][] _requests;
    private readonly double _perSecond;

    /// <param name="server">Where to send.</param>
    /// <param name="workload">What to send; its connections are the most requests that can be under way.</param>
    /// <param name="perSecond">Requests per second.</param>
    public OpenLoad(Uri server, Workload workload, double perSecond)
    {
        _server = server;
        _perSecond = perSecond;
        _connections = workload.Connections;
        _requests = [.. workload.Requests.Select(texts => HttpRequestBytes.Of(server, texts))];
    }

    /// <summary>Opens a connection for each request instead of keeping them alive.</summary>
    public bool ConnectionPerRequest { get; init; }

    /// <summary>Sends until the time is over, and waits for the last answers. Blocks.</summary>
    public OpenResult Run(TimeSpan time)
    {
        var result = new OpenResult();
        var begin = Stopwatch.GetTimestamp();
        using var free = new BlockingCollection<HttpCall>(new ConcurrentStack<HttpCall>());
        HttpCall[] calls = [.. Enumerable.Range(0, _connections).Select(_ => new HttpCall(_server, !ConnectionPerRequest, End))];
        Array.ForEach(calls, free.Add);
        for (var number = 0; TimeSpan.FromSeconds(number / _perSecond) is var due && due < time; number++)
        {
            WaitUntil(begin, due);
            var call = free.Take();
            call.Send(_requests[number % _requests.Length], due, Stopwatch.GetElapsedTime(begin));
        }

        Array.ForEach(calls, _ => free.TryTake(out var _, LastAnswers));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Array.ForEach(calls, call => call.Dispose());
        return result with { Seconds = seconds };

        void End(HttpCall call, HttpAnswer? answer)
        {
            var now = Stopwatch.GetElapsedTime(begin);
            result.Add(answer, now - call.Due, now - call.Sent);
            free.Add(call);
        }
    }

    private static void WaitUntil(long begin, TimeSpan due)
    {
        while (due - Stopwatch.GetElapsedTime(begin) is { Ticks: > 0 } rest)
        {
            Never.Wait(TimeSpan.FromMilliseconds(Math.Max(1, Math.Floor(rest.TotalMilliseconds))));
        }
    }
}
