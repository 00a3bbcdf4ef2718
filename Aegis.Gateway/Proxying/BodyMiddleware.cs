using Microsoft.AspNetCore.Http.Features;

namespace Aegis.Gateway.Proxying;

/// <summary>
/// Reads a request's body before a server gets the request, so that a second server can get the same body. The limits are
/// those of a server (<see cref="BodyGate"/>).
/// </summary>
internal sealed class BodyMiddleware(RequestDelegate next, BodyGate bodies, GatewayDrain drain, ErrorWriter errors)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            await next(context);
            return;
        }

        if (bodies.Refuse(request.ContentLength ?? 0) is { } refusal)
        {
            await errors.WriteAsync(context, refusal);
            return;
        }

        using var lease = new BodyLease(bodies);
        using var buffer = new BodyBuffer(lease);
        if (await FillAsync(buffer, context) is { } failure)
        {
            await errors.WriteAsync(context, failure);
            return;
        }

        var (body, length) = (request.Body, request.ContentLength);
        using var read = buffer.OpenRead();
        try
        {
            request.Body = read;
            request.Headers.TransferEncoding = default;
            request.ContentLength = read.Length;
            await next(context);
        }
        finally
        {
            (request.Body, request.ContentLength) = (body, length);
        }
    }

    private async Task<Failure?> FillAsync(BodyBuffer buffer, HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, drain.BodiesEnd);
        try
        {
            return await buffer.FillAsync(context.Request.Body, context.Request.ContentLength, end.Token);
        }
        catch (OperationCanceledException) when (drain.BodiesEnd.IsCancellationRequested)
        {
            context.Response.Headers.Connection = "close";
            return GatewayDrain.Refusal;
        }
    }
}
