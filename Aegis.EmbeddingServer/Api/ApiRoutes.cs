using Aegis.EmbeddingServer.Api.Canary;
using Aegis.EmbeddingServer.Api.Embeddings;
using Aegis.EmbeddingServer.Api.Models;
using Aegis.ServiceDefaults;

namespace Aegis.EmbeddingServer.Api;

/// <summary>The routes of the contract but health, which the service defaults map.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/embeddings", (HttpContext context, EmbeddingsEndpoint embeddings) => embeddings.HandleAsync(context));
        endpoints.MapPost("/embeddings", (HttpContext context, EmbeddingsEndpoint embeddings) => embeddings.HandleAsync(context));
        endpoints.MapMethods("/v1/models", ReadRoutes.Methods, (HttpContext context, ModelsEndpoint models) => models.ListAsync(context));
        endpoints.MapMethods(
            "/v1/models/{**id}",
            ReadRoutes.Methods,
            (HttpContext context, string id, ModelsEndpoint models) => models.GetAsync(context, id));
        endpoints.MapPost("/canary", (HttpContext context, CanaryEndpoint canary) => canary.HandleAsync(context))
            .AddEndpointFilter<ForeignPageFilter>();
    }
}
