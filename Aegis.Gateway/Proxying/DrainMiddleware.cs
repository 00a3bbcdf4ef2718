
namespace Aegis.Gateway.Proxying;

/// <summary>Counts what is under way, and takes nothing new in a shut-down.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, InFlight inFlight, Drain drain, ErrorWriter errors)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Counted before it is asked: a shut-down either sees this request, or this request sees the shut-down.
        inFlight.Begin();
        try
        {
            if (!drain.IsOn)
            {
                await next(context);
                return;
            }

            // The caller's next connection may lead to another gateway.
            context.Response.Headers.Connection = "close";
            await errors.WriteAsync(context, Drain.Refusal);
        }
        finally
        {
            inFlight.End();
        }
    }
}
