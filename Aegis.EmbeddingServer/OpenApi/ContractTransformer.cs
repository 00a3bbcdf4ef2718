using Aegis.EmbeddingServer.Configuration;
using Aegis.ServiceDefaults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Aegis.EmbeddingServer.OpenApi;

/// <summary>
/// Fills the document that the framework makes of the routes: it knows paths and methods, but bodies that are read and
/// written by hand say nothing to it.
/// </summary>
internal sealed class ContractTransformer(ApiOptions limits) : IOpenApiDocumentTransformer
{
    private const string Description =
        "OpenAI's embeddings API, on your own machine: every client made for it works by changing the base URL. "
        + "Every answer carries `x-request-id`; every error has the one envelope. `HEAD` works where `GET` does, and a trailing slash is tolerated.";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "Aegis embeddings", Version = "1", Description = Description, License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" } };
        // The document does not depend on the address that it was asked for under.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = null;
        ContractSchemas.AddTo(document, limits);
        ContractResponses.AddTo(document);
        AddSecurity(document);
        // Pipelines of their own, which the framework does not list.
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

    private static OpenApiPathItem Get() => new() { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = new() } };

    private static void AddSecurity(OpenApiDocument document)
    {
        const string When = "Only where keys are configured (Aegis:Api:Keys).";
        document.AddComponent(ContractOperations.BearerKey, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = When });
        document.AddComponent(ContractOperations.HeaderKey, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiHeaders.ApiKey, Description = When });
    }
}
