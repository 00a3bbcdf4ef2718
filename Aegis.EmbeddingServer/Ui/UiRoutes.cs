using Aegis.EmbeddingServer.Configuration;
using Aegis.ServiceDefaults;

namespace Aegis.EmbeddingServer.Ui;

/// <summary>The page at <c>/</c>, and its files below <c>/ui</c>, from the assembly.</summary>
internal static class UiRoutes
{
    private const string Page = "index.html";

    /// <summary>The page connects to this server only, loads scripts and styles from its files only, and cannot be framed.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapUi(this IEndpointRouteBuilder endpoints, UiOptions options)
    {
        if (!options.Enabled)
        {
            return;
        }

        // Read when the page is first opened, so that the start does not wait for the files.
        var files = new Lazy<Dictionary<string, UiFile>>(UiFile.ReadAll);
        Map(endpoints, "/", context => WriteAsync(context, files.Value[Page]));
        Map(endpoints, "/ui/{**file}", context => WriteAsync(context, files.Value.GetValueOrDefault(FileOf(context))));
    }

    // The files need no key: they hold no secret, and a browser sends none for them. The requests of the page need a key.
    private static void Map(IEndpointRouteBuilder endpoints, string pattern, RequestDelegate handler) => endpoints
        .MapMethods(pattern, ReadRoutes.Methods, handler)
        .WithDisplayName("Page " + pattern)
        .WithMetadata(new OpenRouteMetadata());

    private static string FileOf(HttpContext context) => ((string?)context.Request.RouteValues["file"] ?? string.Empty).TrimEnd('/');

    private static Task WriteAsync(HttpContext context, UiFile? file)
    {
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // A browser asks again each time, so that an updated server shows its own page.
        headers.CacheControl = "no-cache";
        return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.EntityTag).ExecuteAsync(context);
    }
}
