using Aegis.Gateway.Balancing;
using Aegis.Gateway.Diagnostics;
using Aegis.Gateway.Health;
using Yarp.ReverseProxy.Forwarder;

namespace Aegis.Gateway.Proxying;

/// <summary>
/// Asks a second server when the first refuses, cannot be reached, breaks off or hangs before it has answered a byte.
/// Embeddings change nothing at a server, so that to ask twice does no harm. Once, so that an overload is not doubled.
/// </summary>
internal sealed class RetryMiddleware(RequestDelegate next, Alternatives alternatives, ErrorWriter errors, ReplicaOptions options, ILogger<RetryMiddleware> logger)
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        // What was known when the request came may be old: its body has taken its time.
        proxy.AvailableDestinations = alternatives.Available;
        var outcome = await TryAsync(context, alternatives);
        if (IsForAnother(outcome) && alternatives.To(proxy.ProxiedDestination) is { Count: > 0 } others)
        {
            GatewayLog.AskedAnother(logger, context.TraceIdentifier, outcome, proxy.ProxiedDestination?.Model.Config.Address);
            Forget(context);
            proxy.AvailableDestinations = others;
            outcome = await TryAsync(context, null);
        }

        if (Failure(context, outcome) is { } failure && !context.Response.HasStarted)
        {
            Forget(context);
            await errors.WriteAsync(context, failure);
        }
    }

    private async Task<AttemptOutcome> TryAsync(HttpContext context, Alternatives? others)
    {
        var callers = context.RequestAborted;
        using var attempt = new Attempt(context.Request.ContentLength ?? 0, others, callers);
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

        return Outcome(context, attempt);
    }

    /// <summary>How an attempt ended.</summary>
    public static AttemptOutcome Outcome(HttpContext context, Attempt attempt)
    {
        if (attempt.IsRefused)
        {
            return AttemptOutcome.Refused;
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
            // In the middle of an answer that is passed on once it is whole.
            (_, { Error: ForwarderError.ResponseHeaders, Exception: OperationCanceledException }) => AttemptOutcome.TimedOut,
            (_, { Error: ForwarderError.NoAvailableDestinations }) => AttemptOutcome.NoServer,
            _ => AttemptOutcome.Failed,
        };
    }

    private static bool IsForAnother(AttemptOutcome outcome) => outcome is AttemptOutcome.Refused or AttemptOutcome.Failed or AttemptOutcome.Abandoned;

    // What the first server or the proxy has said so far; the id stays.
    private static void Forget(HttpContext context)
    {
        context.Response.Clear();
        context.Response.Headers[ApiHeaders.RequestId] = context.TraceIdentifier;
        context.Features.Set<IForwarderErrorFeature>(null);
        if (context.Request.Body is MemoryStream body)
        {
            body.Position = 0;
        }
    }

    private Failure? Failure(HttpContext context, AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.NoServer => new Failure(FailureKind.Unavailable, "There is no server behind this gateway now (Aegis:Gateway:Servers); try again later") { RetryAfter = ShortWait },
        AttemptOutcome.Failed or AttemptOutcome.Abandoned or AttemptOutcome.Refused => new Failure(FailureKind.Unavailable, "No server behind this gateway answers now; try again later") { RetryAfter = ShortWait },
        AttemptOutcome.TimedOut => new Failure(FailureKind.TimedOut, $"The server did not answer within {options.RequestTimeLimit} (Aegis:Gateway:RequestTimeLimit){(context.Request.ContentLength > 0 ? "; send fewer inputs at a time" : string.Empty)}"),
        _ => null,
    };
}
