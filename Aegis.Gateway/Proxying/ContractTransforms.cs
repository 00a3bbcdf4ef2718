using Aegis.ServiceDefaults.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Aegis.Gateway.Proxying;

/// <summary>What makes a server's answer the gateway's: one request id for both, and CORS by whoever the browser talks to.</summary>
internal static class ContractTransforms
{
    /// <summary>What the gateway's own CORS says in place of the server's, where it is set up.</summary>
    private static readonly string[] OfCors =
    [
        HeaderNames.AccessControlAllowOrigin, HeaderNames.AccessControlAllowCredentials, HeaderNames.AccessControlAllowHeaders,
        HeaderNames.AccessControlAllowMethods, HeaderNames.AccessControlExposeHeaders, HeaderNames.AccessControlMaxAge, HeaderNames.Vary,
    ];

    public static void Add(TransformBuilderContext builder)
    {
        var hasCors = builder.Services.GetRequiredService<FrontOptions>().CorsOrigins.Count > 0;
        // The host that the caller named: a server tells its own pages from others by it.
        builder.AddOriginalHost();
        builder.AddRequestTransform(request =>
        {
            request.ProxyRequest.Headers.Remove(ApiHeaders.RequestId);
            request.ProxyRequest.Headers.TryAddWithoutValidation(ApiHeaders.RequestId, request.HttpContext.TraceIdentifier);
            return ValueTask.CompletedTask;
        });
        builder.AddResponseTransform(answer =>
        {
            Finish(answer, hasCors);
            return ValueTask.CompletedTask;
        });
    }

    private static void Finish(ResponseTransformContext answer, bool hasCors)
    {
        if (answer.ProxyResponse is not { } response)
        {
            return;
        }

        if (answer.HttpContext.Features.Get<Attempt>()?.IsRefusedFor(response.StatusCode) is true)
        {
            // Somebody else is asked: nothing of this answer is passed on.
            answer.SuppressResponseBody = true;
            return;
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
    }
}
