using System.Net;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Faults;

/// <summary>Makes the faults of the profile while the streams send.</summary>
internal sealed class FaultInjector(FaultPlan plan, SoakProfile profile, RunSettings settings, RunTarget target, RunClock clock)
{
    private const string Termination = "terminate";
    private const int LastRequests = 32;

    /// <summary>An unresponsive target must not block the runner.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    private readonly FaultTally _tally = new();
    private readonly RawFaults _raw = new(settings, new RequestMaker(Chunks, target.Requests, 1), clock.Time);
    private readonly RequestMaker _requests = new(profile.Streams[0], target.Requests, 2);

    // The slow reader needs a large answer: about 150 kB.
    private static StreamPlan Chunks { get; } = new(
        "fault", new Amount(20, 0, 20, 20), new Amount(32, 0, 32, 32), 1_000, Encoding: VectorEncoding.Float);

    public IReadOnlyList<FaultFigures> Figures() => _tally.Figures();

    public async Task RunAsync(CancellationToken stop)
    {
        var end = profile.TotalSeconds();
        for (var number = 0; profile.WarmUpSeconds + ((number + 1) * plan.EverySeconds) is var at && at < end; number++)
        {
            await clock.UntilAsync(TimeSpan.FromSeconds(at), stop);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            var kind = plan.Kinds[number % plan.Kinds.Count];
            var problem = kind == FaultKind.Burst ? await BurstAsync(stop) : await _raw.InjectAsync(kind, number, stop);
            if (!stop.IsCancellationRequested)
            {
                _tally.Add(ReportName(kind), problem);
            }
        }
    }

    /// <summary>Ends a local target by SIGTERM with requests in flight. Each must be answered, or never accepted.</summary>
    public async Task TerminateAsync(int? process)
    {
        if (!plan.TerminateAtEnd || !settings.MayStopTarget)
        {
            return;
        }

        if (process is not { } id)
        {
            _tally.Add(Termination, "the target's process is not known on this machine");
            return;
        }

        var underWay = Enumerable.Range(0, LastRequests).Select(number => OutcomeAsync(number, CancellationToken.None)).ToList();
        Signals.Terminate(id);
        underWay.AddRange(Enumerable.Range(LastRequests, LastRequests).Select(number => OutcomeAsync(number, CancellationToken.None)));
        foreach (var problem in await Task.WhenAll(underWay))
        {
            _tally.Add(Termination, problem);
        }
    }

    private async Task<string?> BurstAsync(CancellationToken stop) =>
        (await Task.WhenAll(Enumerable.Range(0, plan.BurstSize).Select(number => OutcomeAsync(number, stop)))).FirstOrDefault(
            problem => problem is not null);

    // Correct: 200, a refusal with Retry-After, or no connection at all.
    private async Task<string?> OutcomeAsync(int number, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, clock.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var reply = await target.Client.SendAsync(_requests.Make(number).Body, limit.Token);
            return reply.Status switch
            {
                HttpStatusCode.OK => null,
                HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable when reply.HasRetryAfter => null,
                _ => $"status {(int)reply.Status}: {Snippet.Of(reply.Body)}",
            };
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return "an accepted request was lost: " + exception.Message;
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested ? null : $"no answer within {AnswerTimeout.TotalSeconds:F0} s";
        }
    }

    private static string ReportName(FaultKind kind) => kind switch
    {
        FaultKind.HangUp => "hang up",
        FaultKind.SlowReader => "slow reader",
        FaultKind.OversizedBody => "oversized body",
        FaultKind.BrokenJson => "broken JSON",
        _ => "burst",
    };
}
