using Aegis.EmbeddingServer.Configuration;
using Aegis.ServiceDefaults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Aegis.EmbeddingServer.OpenApi;

/// <summary>
/// Completes the document that the framework makes of the routes. The framework knows paths and methods, but not the bodies,
/// which are read and written by hand.
/// </summary>
internal sealed class ContractTransformer(ApiOptions limits) : IOpenApiDocumentTransformer
{
    private const string Description =
        "OpenAI's embeddings API, on your own machine: every client made for it works by changing the base URL. "
        + "Every answer carries `x-request-id`; every error has the one envelope. "
        + "`HEAD` works where `GET` does, and a trailing slash is tolerated.";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Aegis embeddings",
            Version = "1",
            Description = Description,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // The same document under every address of the server.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = null;
        ContractSchemas.AddTo(document, limits);
        ContractResponses.AddTo(document);
        AddSecurity(document);
        // Their pipelines are not endpoints, so the framework does not list them.
        document.Paths.Add(HealthDefaults.ReadinessPath, Get());
        document.Paths.Add(HealthDefaults.LivenessPath, Get());
        document.Paths.Add(MetricsDefaults.Path, Get());
        var operations = new ContractOperations(document);
        foreach (var (route, path) in document.Paths)
        {
            foreach (var method in path.Operations!.Keys)
            {
                path.Operations[method] = operations.Describe(method, route);
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiPathItem Get() =>
        new() { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = new() } };

    private static void AddSecurity(OpenApiDocument document)
    {
        const string When = "Only where keys are configured (Aegis:Api:Keys).";
        document.AddComponent(ContractOperations.BearerKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = When,
        });
        document.AddComponent(ContractOperations.HeaderKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiHeaders.ApiKey,
            Description = When,
        });
    }
}
