using Aegis.ServiceDefaults.Http;

namespace Aegis.Gateway.Proxying;

/// <summary>Counts what is under way, and takes nothing new in a shut-down.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, InFlight inFlight, Drain drain, ErrorWriter errors)
{
    /// <summary>A gateway is back within seconds, or another one is there already.</summary>
    private static readonly Failure Draining =
        new(FailureKind.Unavailable, "The gateway is shutting down; try again later") { RetryAfter = TimeSpan.FromSeconds(5) };

    public async Task InvokeAsync(HttpContext context)
    {
        // Counted before it is asked: a shut-down either sees this request, or this request sees the shut-down.
        inFlight.Begin();
        try
        {
            await (drain.IsOn ? errors.WriteAsync(context, Draining) : next(context));
        }
        finally
        {
            inFlight.End();
        }
    }
}
