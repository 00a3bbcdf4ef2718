using Aegis.Http.Failures;

namespace Aegis.Http.Front;

/// <summary>
/// Puts every error into the envelope, also those of the framework: unknown routes, wrong methods, bodies over the limit,
/// exceptions. Sets <c>x-request-id</c> on every answer.
/// </summary>
internal sealed class EnvelopeMiddleware(RequestDelegate next, ErrorWriter errors, ILogger<EnvelopeMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.TraceIdentifier = RequestId.For(context.Request);
        context.Response.Headers[ApiHeaders.RequestId] = context.TraceIdentifier;
        using var scope = logger.BeginScope(new RequestScope(context.TraceIdentifier));
        try
        {
            await next(context);
        }
        catch (Exception exception) when (RequestExceptions.IsCallerGone(context, exception))
        {
            HttpLog.CallerGone(logger, context.TraceIdentifier);
            return;
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await errors.WriteAsync(context, RequestExceptions.FailureOf(context, exception));
            return;
        }
#pragma warning disable CA1031 // Any exception here is a fault of the service. The caller must not see it.
        catch (Exception exception) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            HttpLog.Unexpected(logger, exception, context.TraceIdentifier);
            await errors.WriteAsync(context, RequestExceptions.FailureOf(context, exception));
            return;
        }

        if (!context.Response.HasStarted && context.Response.ContentLength is null && Unrouted(context) is { } failure)
        {
            await errors.WriteAsync(context, failure);
        }
    }

    private static Failure? Unrouted(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Failure(
            FailureKind.NotFound,
            $"There is no {context.Request.Path}; embeddings are at POST /v1/embeddings"),
        StatusCodes.Status405MethodNotAllowed => new Failure(
            FailureKind.MethodNotAllowed,
            $"{context.Request.Path} does not know {context.Request.Method}, only {context.Response.Headers.Allow}"),
        _ => null,
    };
}
