using System.Collections.Concurrent;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;

namespace Aegis.Benchmarks.Load;

/// <summary>
/// Requests at a fixed rate, whether or not the server keeps up. Latency counts from the moment at which a request was
/// due, so a stall shows in every request that it delayed. One thread sends.
/// </summary>
internal sealed class OpenLoad
{
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(60);

    private readonly Uri _server;
    private readonly int _connections;
    private readonly byte[][] _requests;
    private readonly Arrivals _arrivals;

    /// <param name="server">Where to send.</param>
    /// <param name="workload">What to send. Its connections are the maximum of requests in flight.</param>
    /// <param name="perSecond">Requests a second.</param>
    public OpenLoad(Uri server, Workload workload, double perSecond)
    {
        _server = server;
        _arrivals = new Arrivals(ArrivalKind.Constant, perSecond);
        _connections = workload.Connections;
        _requests = [.. workload.Requests.Select(texts => HttpRequestBytes.Of(server, texts))];
    }

    /// <summary>Opens a connection for each request.</summary>
    public bool ConnectionPerRequest { get; init; }

    /// <summary>Sends until the time is over, and waits for the last answers. Blocks.</summary>
    public OpenResult Run(TimeSpan time)
    {
        var tally = new OpenTally();
        var schedule = ArrivalSchedule.Of(_arrivals, [new RunPhase(string.Empty, IsWarmUp: false, 0, time.TotalSeconds)], seed: 0);
        using var free = new BlockingCollection<HttpCall>(new ConcurrentStack<HttpCall>());
        var clock = new RunClock(TimeProvider.System);
        HttpCall[] calls = [.. Enumerable.Range(0, _connections).Select(_ => new HttpCall(_server, !ConnectionPerRequest, End))];
        Array.ForEach(calls, free.Add);
        foreach (var (number, due) in schedule.Index())
        {
            clock.WaitUntil(due, CancellationToken.None);
            free.Take().Send(_requests[number % _requests.Length], due, clock.Elapsed);
        }

        Array.ForEach(calls, _ => free.TryTake(out var _, LastAnswers));
        var result = tally.Result(clock.Elapsed);
        Array.ForEach(calls, call => call.Dispose());
        return result;

        void End(HttpCall call, HttpAnswer? answer)
        {
            var now = clock.Elapsed;
            tally.Add(answer, now - call.Due, now - call.Sent);
            free.Add(call);
        }
    }
}
