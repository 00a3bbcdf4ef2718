using Aegis.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Aegis.Gateway.Proxying;

/// <summary>
/// Reads a request's body before it goes to a server, so that a second server can be given it when the first does not
/// answer. Bounded as it is in the server (<see cref="BodyGate"/>).
/// </summary>
internal sealed class BodyMiddleware(RequestDelegate next, BodyGate bodies, ErrorWriter errors)
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

        using var room = new BodyRoom(bodies);
        using var buffer = new BodyBuffer(room);
        if (await buffer.FillAsync(request.Body, request.ContentLength, context.RequestAborted) is { } failure)
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
}
