namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// Tells requests of other sites' pages, for routes that a browser would let them post to: without a body of JSON it
/// asks nobody before it sends, and only names the page's origin.
/// </summary>
internal static class ForeignPage
{
    public static readonly Failure Refused =
        new(FailureKind.InvalidRequest, "Pages of other sites cannot ask for this; to let one, name its origin in Aegis:Api:CorsOrigins");

    /// <summary>True: the request names an origin that is neither this host nor one of the configured ones.</summary>
    public static bool Sent(HttpRequest request, ApiOptions options)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !options.CorsOrigins.Contains(origin) && !IsOwn(origin, request.Host.Value);
    }

    // Whatever the scheme: a proxy in front may have another one.
    private static bool IsOwn(string origin, string? host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, host, StringComparison.OrdinalIgnoreCase);
}
