using Aegis.Gateway.Balancing;
using Aegis.Gateway.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Aegis.Gateway.Proxying;

/// <summary>Notes at a server what it has in hand, as long as it has it.</summary>
internal sealed class AttemptMiddleware(RequestDelegate next, Replicas replicas, GatewayMetrics metrics, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var attempt = context.Features.GetRequiredFeature<Attempt>();
        // What the choice before this has left; none when there was none.
        if (context.GetReverseProxyFeature().AvailableDestinations is not [var destination])
        {
            await next(context);
            return;
        }

        var replica = replicas.Of(destination);
        var begin = clock.GetTimestamp();
        replica.Begin(attempt);
        try
        {
            await next(context);
        }
        finally
        {
            replica.End(attempt);
            metrics.AttemptEnded(replica.Address, RetryMiddleware.Outcome(context, attempt), clock.GetElapsedTime(begin));
        }
    }
}
