namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// Refuses requests of other sites' pages, on routes that a browser would let them post to: without a body of JSON it
/// asks nobody before it sends, and only names the page's origin.
/// </summary>
internal sealed class ForeignPage(ApiOptions options, ErrorWriter errors) : IEndpointFilter
{
    private static readonly Failure Refused =
        new(FailureKind.InvalidRequest, "Pages of other sites cannot ask for this; to let one, name its origin in Aegis:Api:CorsOrigins");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!IsSender(context.HttpContext.Request))
        {
            return await next(context);
        }

        await errors.WriteAsync(context.HttpContext, Refused);
        return Results.Empty;
    }

    // It names an origin that is neither this host nor one of the configured ones.
    private bool IsSender(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !options.CorsOrigins.Contains(origin) && !IsOwn(origin, request.Host.Value);
    }

    // Whatever the scheme: a proxy in front may have another one.
    private static bool IsOwn(string origin, string? host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, host, StringComparison.OrdinalIgnoreCase);
}
