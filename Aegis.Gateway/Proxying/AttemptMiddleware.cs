using Aegis.Gateway.Balancing;
using Aegis.Gateway.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Aegis.Gateway.Proxying;

/// <summary>Adds an attempt to the load of its server while the attempt is in flight.</summary>
internal sealed class AttemptMiddleware(RequestDelegate next, ReplicaTable replicas, GatewayMetrics metrics, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var attempt = context.Features.GetRequiredFeature<Attempt>();
        // The load balancing before this step leaves one server, or none.
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
            metrics.AttemptEnded(replica.Address, RetryMiddleware.OutcomeOf(context, attempt), clock.GetElapsedTime(begin));
        }
    }
}
