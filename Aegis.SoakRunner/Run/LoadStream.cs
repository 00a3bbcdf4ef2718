using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Aegis.SoakRunner.Check;
using Aegis.SoakRunner.Load;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Run;

/// <summary>Sends the requests of a stream, checks the answers and records the outcomes.</summary>
internal sealed class LoadStream(
    StreamPlan plan, RequestMaker requests, AnswerCheck check, EmbeddingsClient client, StreamRecorder recorder)
{
    private readonly ConcurrentBag<ReadAnswer> _answers = [];
    private readonly TimeSpan _timeout = TimeSpan.FromSeconds(plan.TimeoutSeconds);
    private readonly TimeSpan _objective = TimeSpan.FromMilliseconds(plan.ObjectiveMs);
    private long _next;

    public StreamPlan Plan => plan;

    /// <summary>Starts a request that is due, or counts it as unsent. Does not wait for the answer.</summary>
    public void Start(TimeSpan due, CancellationToken cancellationToken)
    {
        if (recorder.InFlight >= plan.MaxInFlight)
        {
            recorder.Unsent($"{plan.MaxInFlight} requests were under way");
            return;
        }

        _ = SendAsync(due, cancellationToken);
    }

    /// <summary>Sends one request and records its outcome, unless it is cancelled.</summary>
    /// <param name="due">Null: now, for a closed stream.</param>
    public async Task<OutcomeKind> SendAsync(TimeSpan? due, CancellationToken cancellationToken)
    {
        var request = requests.Make(Interlocked.Increment(ref _next) - 1);
        var clock = recorder.Clock;
        var sent = clock.Elapsed;
        recorder.Sent(due is { } planned ? sent - planned : null);
        using var timeout = new CancellationTokenSource(_timeout, clock.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var reply = await client.SendAsync(request.Body, limit.Token);
            return Note(request, reply, clock.Elapsed - (due ?? sent));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            recorder.Dropped();
            return OutcomeKind.Unsent;
        }
        catch (OperationCanceledException)
        {
            return Failed(OutcomeKind.TimedOut, "timeout", $"no answer within {plan.TimeoutSeconds} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Failed(
                OutcomeKind.ConnectionFailed,
                exception is HttpRequestException { HttpRequestError: var error } ? error.ToString() : "broken", exception.Message);
        }
        catch (Exception exception)
        {
            // Nothing awaits the requests of an open stream, so an exception would be lost and the request not counted.
            return Failed(OutcomeKind.WrongAnswer, nameof(FlawKind.Format), $"the answer could not be checked: {exception.Message}");
        }
    }

    private OutcomeKind Note(SoakRequest request, Reply reply, TimeSpan latency)
    {
        if (reply.Status != HttpStatusCode.OK)
        {
            return NoteFailure(reply);
        }

        var answer = _answers.TryTake(out var used) ? used : new ReadAnswer();
        try
        {
            AnswerReader.Read(reply.Body, answer);
            if (check.FlawOf(request, answer, reply.TruncatedInputs) is { } flaw)
            {
                return Failed(OutcomeKind.WrongAnswer, flaw.Kind.ToString(), flaw.Detail);
            }

            recorder.Ok(answer.Count, answer.PromptTokens, latency, latency <= _objective);
            return OutcomeKind.Ok;
        }
        catch (JsonException exception)
        {
            return Failed(OutcomeKind.WrongAnswer, nameof(FlawKind.Format), exception.Message);
        }
        finally
        {
            _answers.Add(answer);
        }
    }

    private OutcomeKind NoteFailure(Reply reply)
    {
        var status = (int)reply.Status;
        var what = $"status {status}: {Snippet.Of(reply.Body)}";
        return reply.Status switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable when !reply.HasRetryAfter =>
                Failed(OutcomeKind.WrongAnswer, nameof(FlawKind.RetryAfter), $"status {status} without Retry-After"),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => Failed(OutcomeKind.Refused, $"{status}", what),
            HttpStatusCode.GatewayTimeout => Failed(OutcomeKind.TimedOut, $"{status}", what),
            >= HttpStatusCode.InternalServerError => Failed(OutcomeKind.ServerError, $"{status}", what),
            // A correct request that the server rejects.
            _ => Failed(OutcomeKind.WrongAnswer, nameof(FlawKind.Rejected), what),
        };
    }

    private OutcomeKind Failed(OutcomeKind kind, string category, string what)
    {
        recorder.Failed(kind, category, what);
        return kind;
    }
}
