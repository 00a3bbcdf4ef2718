using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Aegis.Gateway.Proxying;

/// <summary>What makes a server's answer the gateway's: one request id for both, and CORS by whoever the browser talks to.</summary>
/// <param name="hasCors">Whether the gateway's own CORS is set up.</param>
/// <param name="isTraced">Whether the gateway's own spans are collected.</param>
internal sealed class ContractTransforms(bool hasCors, bool isTraced)
{
    /// <summary>What the gateway's own CORS says in place of the server's, where it is set up.</summary>
    private static readonly string[] OfCors =
    [
        HeaderNames.AccessControlAllowOrigin, HeaderNames.AccessControlAllowCredentials, HeaderNames.AccessControlAllowHeaders,
        HeaderNames.AccessControlAllowMethods, HeaderNames.AccessControlExposeHeaders, HeaderNames.AccessControlMaxAge, HeaderNames.Vary,
    ];

    /// <summary>By which a trace goes on from one process to the next: <see href="https://www.w3.org/TR/trace-context/"/>.</summary>
    private static readonly string[] OfTraces = [HeaderNames.TraceParent, HeaderNames.TraceState];

    public void Add(TransformBuilderContext builder)
    {
        // The servers ask nothing of X-Forwarded-For and its like.
        builder.UseDefaultForwarders = false;
        builder.AddOriginalHost(false);
        builder.AddRequestTransform(request =>
        {
            if (request.DestinationPrefix.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            {
                // The host that the caller named: a server tells its own pages from others by it. Over TLS the name is what its certificate is for.
                request.ProxyRequest.Headers.Host = request.HttpContext.Request.Host.ToUriComponent();
            }

            PassOnTrace(request);
            request.ProxyRequest.Headers.Remove(ApiHeaders.RequestId);
            request.ProxyRequest.Headers.TryAddWithoutValidation(ApiHeaders.RequestId, request.HttpContext.TraceIdentifier);
            return ValueTask.CompletedTask;
        });
        builder.AddResponseTransform(answer =>
        {
            var attempt = answer.HttpContext.Features.GetRequiredFeature<Attempt>();
            return Finish(answer, attempt) ? WholeAnswer.PassOnAsync(answer, attempt) : ValueTask.CompletedTask;
        });
    }

    // Where traces are collected here, the client has said which span of the gateway asks.
    private void PassOnTrace(RequestTransformContext request)
    {
        if (isTraced)
        {
            return;
        }

        foreach (var name in OfTraces)
        {
            if (request.HttpContext.Request.Headers.TryGetValue(name, out var values))
            {
                request.ProxyRequest.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }
    }

    // True for an answer that is passed on.
    private bool Finish(ResponseTransformContext answer, Attempt attempt)
    {
        if (answer.ProxyResponse is not { } response)
        {
            return false;
        }

        if (attempt.IsRefusedBy(response.StatusCode, answer.HttpContext.GetReverseProxyFeature().ProxiedDestination))
        {
            // Somebody else is asked: nothing of this answer is passed on.
            answer.SuppressResponseBody = true;
            return false;
        }

        var headers = answer.HttpContext.Response.Headers;
        headers[ApiHeaders.RequestId] = answer.HttpContext.TraceIdentifier;
        if (hasCors)
        {
            foreach (var name in OfCors)
            {
                headers.Remove(name);
            }
        }

        return true;
    }
}
