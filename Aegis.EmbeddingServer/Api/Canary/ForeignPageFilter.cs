using Aegis.EmbeddingServer.Configuration;

namespace Aegis.EmbeddingServer.Api.Canary;

/// <summary>
/// Refuses requests from pages of other sites, on routes without a JSON body: a browser posts to them without asking the
/// server first, and names only the origin of the page.
/// </summary>
internal sealed class ForeignPageFilter(ApiOptions options, ErrorWriter errors) : IEndpointFilter
{
    private static readonly Failure Refused = new(
        FailureKind.InvalidRequest, "Pages of other sites cannot ask for this; to let one, name its origin in Aegis:Api:CorsOrigins");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!IsForeign(context.HttpContext.Request))
        {
            return await next(context);
        }

        await errors.WriteAsync(context.HttpContext, Refused);
        return Results.Empty;
    }

    private bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !options.CorsOrigins.Contains(origin) && !IsOwn(origin, request.Host.Value);
    }

    // The scheme does not count: a proxy in front may have another one.
    private static bool IsOwn(string origin, string? host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && string.Equals(page.Authority, host, StringComparison.OrdinalIgnoreCase);
}
