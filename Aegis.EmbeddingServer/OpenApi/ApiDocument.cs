using Aegis.ServiceDefaults;
using Scalar.AspNetCore;

namespace Aegis.EmbeddingServer.OpenApi;

/// <summary>The OpenAPI document of the contract at <c>/openapi/v1.json</c>, and the page at <c>/docs</c> that shows it.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string DocumentRoute = "/openapi/v1.json";
    private const string PageRoute = "/docs";

    private static readonly HttpMethodMetadata GetAndHead = new(ReadRoutes.Methods);

    /// <summary>The page loads everything from this server, and the browser blocks all other hosts.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = description => description.HttpMethod != HttpMethods.Head;
        options.AddDocumentTransformer<ContractTransformer>();
    });

    public static void MapApiDocument(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json").WithMetadata(GetAndHead);
        endpoints.MapScalarApiReference(PageRoute, page => page
            .WithTitle("Aegis")
            .WithOpenApiRoutePattern(DocumentRoute)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .PreserveSchemaPropertyOrder()
            .HideClientButton())
            .WithMetadata(GetAndHead)
            .AddEndpointFilter((context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return next(context);
            });
    }
}
