using System.Diagnostics;

namespace Aegis.Benchmarks.Load;

/// <summary>
/// Requests at a fixed rate, whether or not the server keeps up. Latency counts from the moment at which a request
/// should have been sent, so that a stall shows in every request that it delayed.
/// </summary>
internal sealed class OpenLoad
{
    private static readonly ManualResetEventSlim Never = new(initialState: false);

    private readonly Uri _server;
    private readonly byte[][] _requests;
    private readonly double _perSecond;

    /// <param name="server">Where to send.</param>
    /// <param name="workload">What to send; its connections are the most requests that can be under way.</param>
    /// <param name="perSecond">Requests per second.</param>
    public OpenLoad(Uri server, Workload workload, double perSecond)
    {
        _server = server;
        _perSecond = perSecond;
        Connections = workload.Connections;
        _requests = [.. workload.Requests.Select(texts => HttpConnection.Request(server, texts))];
    }

    public int Connections { get; }

    /// <summary>Opens a connection for each request instead of keeping them alive.</summary>
    public bool ConnectionPerRequest { get; init; }

    /// <summary>Sends until the time is over or it is told to stop. Blocks.</summary>
    public OpenResult Run(TimeSpan time, CancellationToken stop = default)
    {
        var result = new OpenResult();
        var next = -1L;
        var begin = Stopwatch.GetTimestamp();
        Crew.Run(Connections, _ =>
        {
            HttpConnection? connection = null;
            while (!stop.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref next);
                var due = TimeSpan.FromSeconds(number / _perSecond);
                if (due >= time)
                {
                    break;
                }

                WaitUntil(begin, due);
                connection = Call(connection, _requests[number % _requests.Length], begin, due, result);
            }

            connection?.Dispose();
        });
        return result with { Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds };
    }

    private HttpConnection? Call(HttpConnection? connection, byte[] request, long begin, TimeSpan due, OpenResult result)
    {
        var sent = Stopwatch.GetElapsedTime(begin);
        try
        {
            connection ??= new HttpConnection(_server);
            var answer = connection.Send(request);
            var now = Stopwatch.GetElapsedTime(begin);
            result.Add(answer, now - due, now - sent);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            result.AddBroken();
            connection?.Dispose();
            return null;
        }

        if (ConnectionPerRequest)
        {
            connection.Dispose();
            return null;
        }

        return connection;
    }

    private static void WaitUntil(long begin, TimeSpan due)
    {
        while (due - Stopwatch.GetElapsedTime(begin) is { Ticks: > 0 } rest)
        {
            Never.Wait(TimeSpan.FromMilliseconds(Math.Max(1, Math.Floor(rest.TotalMilliseconds))));
        }
    }
}
