namespace Aegis.Gateway.Proxying;

/// <summary>Counts the requests in flight, and refuses new ones in a shut-down.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, InFlight inFlight, GatewayDrain drain, ErrorWriter errors)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // First count, then ask: either the drain counts this request, or this request sees the drain.
        inFlight.Begin();
        try
        {
            if (!drain.IsOn)
            {
                await next(context);
                return;
            }

            // The caller's next connection may reach another gateway.
            context.Response.Headers.Connection = "close";
            await errors.WriteAsync(context, GatewayDrain.Refusal);
        }
        finally
        {
            inFlight.End();
        }
    }
}
