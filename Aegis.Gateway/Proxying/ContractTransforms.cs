using Aegis.Gateway.Balancing;
using Aegis.Gateway.Health;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Aegis.Gateway.Proxying;

/// <summary>Makes a server's answer the gateway's: both log the same request id, and CORS headers come from the gateway.</summary>
/// <param name="hasCors">Whether the gateway has CORS settings.</param>
/// <param name="isTraced">Whether the gateway's spans are exported.</param>
internal sealed class ContractTransforms(bool hasCors, bool isTraced)
{
    /// <summary>The gateway's CORS headers replace the server's, if the gateway has CORS settings.</summary>
    private static readonly string[] CorsHeaders =
    [
        HeaderNames.AccessControlAllowOrigin, HeaderNames.AccessControlAllowCredentials, HeaderNames.AccessControlAllowHeaders,
        HeaderNames.AccessControlAllowMethods, HeaderNames.AccessControlExposeHeaders, HeaderNames.AccessControlMaxAge, HeaderNames.Vary,
    ];

    /// <summary>They carry a trace from one process to the next: <see href="https://www.w3.org/TR/trace-context/"/>.</summary>
    private static readonly string[] TraceHeaders = [HeaderNames.TraceParent, HeaderNames.TraceState];

    public void Add(TransformBuilderContext builder)
    {
        // The servers do not read X-Forwarded-For and similar headers.
        builder.UseDefaultForwarders = false;
        builder.AddOriginalHost(false);
        builder.AddRequestTransform(request =>
        {
            if (request.DestinationPrefix.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            {
                // A server compares a page's origin with the host that the caller named. Over TLS the host must fit the certificate.
                request.ProxyRequest.Headers.Host = request.HttpContext.Request.Host.ToUriComponent();
            }

            PassOnTrace(request);
            request.ProxyRequest.Headers.Remove(ApiHeaders.RequestId);
            request.ProxyRequest.Headers.TryAddWithoutValidation(ApiHeaders.RequestId, request.HttpContext.TraceIdentifier);
            return ValueTask.CompletedTask;
        });
        builder.AddResponseTransform(async answer =>
        {
            var attempt = answer.HttpContext.Features.GetRequiredFeature<Attempt>();
            if (await TryPrepareAsync(answer, attempt))
            {
                await SmallAnswerForwarder.ForwardAsync(answer, attempt);
            }
        });
    }

    // If spans are exported, the HTTP client has set these headers from the gateway's span.
    private void PassOnTrace(RequestTransformContext request)
    {
        if (isTraced)
        {
            return;
        }

        foreach (var name in TraceHeaders)
        {
            if (request.HttpContext.Request.Headers.TryGetValue(name, out var values))
            {
                // The proxy has copied a value that it takes for no trace.
                request.ProxyRequest.Headers.Remove(name);
                request.ProxyRequest.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }
    }

    // False for an answer that is not passed on.
    private async ValueTask<bool> TryPrepareAsync(ResponseTransformContext answer, Attempt attempt)
    {
        if (answer.ProxyResponse is not { } response)
        {
            return false;
        }

        attempt.IsForeign = !await AegisAnswer.IsOfAegisAsync(response, answer.HttpContext.Request, answer.CancellationToken);
        if (attempt.IsForeign
            || attempt.IsRefusedBy(response.StatusCode, answer.HttpContext.GetReverseProxyFeature().ProxiedDestination))
        {
            answer.SuppressResponseBody = true;
            return false;
        }

        var headers = answer.HttpContext.Response.Headers;
        headers[ApiHeaders.RequestId] = answer.HttpContext.TraceIdentifier;
        if (hasCors)
        {
            foreach (var name in CorsHeaders)
            {
                headers.Remove(name);
            }
        }

        return true;
    }
}
