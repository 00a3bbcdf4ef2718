using Aegis.Gateway.Balancing;
using Aegis.Gateway.Diagnostics;
using Aegis.Gateway.Health;
using Aegis.Gateway.Settings;
using Yarp.ReverseProxy.Forwarder;

namespace Aegis.Gateway.Proxying;

/// <summary>
/// Asks a second server if the first one refuses, cannot be reached, breaks the connection or becomes unresponsive before
/// its answer begins, or if something else answers in its place. This is safe because embeddings change no state. There is
/// only one retry, to limit load in an overload.
/// </summary>
internal sealed class RetryMiddleware(
    RequestDelegate next,
    ReplicaCluster cluster,
    ErrorWriter errors,
    ReplicaOptions options,
    ILogger<RetryMiddleware> logger)
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        // The proxy chose these servers when the request came. The upload of the body may have taken long since then.
        proxy.AvailableDestinations = cluster.Available;
        var outcome = await TryAsync(context, cluster);
        if (IsRetried(context, outcome) && cluster.Beside(proxy.ProxiedDestination) is { Count: > 0 } others)
        {
            GatewayLog.Retried(logger, context.TraceIdentifier, outcome, proxy.ProxiedDestination?.Model.Config.Address);
            Reset(context);
            proxy.AvailableDestinations = others;
            outcome = await TryAsync(context, null);
        }

        if (FailureOf(context, outcome) is { } failure && !context.Response.HasStarted)
        {
            Reset(context);
            await errors.WriteAsync(context, failure);
        }
    }

    private async Task<AttemptOutcome> TryAsync(HttpContext context, ReplicaCluster? alternatives)
    {
        var callers = context.RequestAborted;
        using var attempt = new Attempt(context.Request.ContentLength ?? 0, alternatives, callers);
        context.Features.Set(attempt);
        context.RequestAborted = attempt.Cancelled;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestAborted = callers;
        }

        return OutcomeOf(context, attempt);
    }

    public static AttemptOutcome OutcomeOf(HttpContext context, Attempt attempt)
    {
        if (attempt.IsRefused)
        {
            return AttemptOutcome.Refused;
        }

        if (attempt.IsForeign)
        {
            return AttemptOutcome.Foreign;
        }

        if (context.GetForwarderErrorFeature() is not { } error)
        {
            return AttemptOutcome.Answered;
        }

        return (attempt, error) switch
        {
            ({ IsCallerGone: true }, _) => AttemptOutcome.CallerGone,
            _ when context.Response.HasStarted => AttemptOutcome.Broken,
            ({ IsAbandoned: true }, _) => AttemptOutcome.Abandoned,
            _ when ServerFault.IsConnectTimeout(error.Exception) => AttemptOutcome.Failed,
            (_, { Error: ForwarderError.RequestTimedOut }) => AttemptOutcome.TimedOut,
            // SmallAnswerForwarder timed out in the middle of an answer.
            (_, { Error: ForwarderError.ResponseHeaders, Exception: OperationCanceledException }) => AttemptOutcome.TimedOut,
            (_, { Error: ForwarderError.NoAvailableDestinations }) => AttemptOutcome.NoServer,
            _ => AttemptOutcome.Failed,
        };
    }

    private static bool IsRetried(HttpContext context, AttemptOutcome outcome) =>
        outcome is AttemptOutcome.Refused or AttemptOutcome.Failed or AttemptOutcome.Abandoned
        || (outcome is AttemptOutcome.Foreign && ForeignAnswer.IsRetried(context.Response.StatusCode));

    // Removes what the first server or the proxy has set. The request id stays.
    private static void Reset(HttpContext context)
    {
        context.Response.Clear();
        context.Response.Headers[ApiHeaders.RequestId] = context.TraceIdentifier;
        context.Features.Set<IForwarderErrorFeature>(null);
        if (context.Request.Body is MemoryStream body)
        {
            body.Position = 0;
        }
    }

    private Failure? FailureOf(HttpContext context, AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.NoServer =>
            Unavailable("There is no server behind this gateway now (Aegis:Gateway:Servers); try again later"),
        AttemptOutcome.Failed or AttemptOutcome.Abandoned or AttemptOutcome.Refused =>
            Unavailable("No server behind this gateway answers now; try again later"),
        AttemptOutcome.Foreign => ForeignAnswer.FailureFor(context.Response),
        AttemptOutcome.TimedOut => new Failure(
            FailureKind.TimedOut,
            $"The server did not answer within {options.RequestTimeLimit} (Aegis:Gateway:RequestTimeLimit)"
                + (context.Request.ContentLength > 0 ? "; send fewer inputs at a time" : string.Empty)),
        _ => null,
    };

    private static Failure Unavailable(string message) => new(FailureKind.Unavailable, message) { RetryAfter = ShortWait };
}
