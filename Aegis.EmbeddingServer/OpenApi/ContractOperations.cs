using System.Text.Json.Nodes;
using Aegis.ServiceDefaults;
using Microsoft.OpenApi;

namespace Aegis.EmbeddingServer.OpenApi;

/// <summary>What each route of the contract takes and answers.</summary>
internal sealed class ContractOperations(OpenApiDocument document)
{
    public const string BearerKey = "bearer";
    public const string HeaderKey = "apiKey";

    /// <exception cref="InvalidOperationException">The route is not part of the contract.</exception>
    public OpenApiOperation Describe(HttpMethod method, string route) => (method.Method, route) switch
    {
        ("POST", "/v1/embeddings") => Embeddings("createEmbeddings", "Embed texts"),
        ("POST", "/embeddings") => Embeddings("createEmbeddingsWithoutVersion", "Embed texts, without a version in the path"),
        ("GET", "/v1/models") => Operation(
            "listModels", "List the model and its aliases",
            "The real model first, then its aliases. Empty where no model is served.", WithKey,
            (StatusCodes.Status200OK, Success("The names that a request may use.", "ModelList")), Error(FailureKind.InvalidApiKey)),
        ("GET", "/v1/models/{id}") => Model(),
        ("POST", "/canary") => Operation(
            "runCanary", "Prove the model now",
            "Embeds known texts and compares their vectors. Takes no body; who asks while a proof is running gets its result.", WithKey,
            (StatusCodes.Status200OK, Success("The vectors are right, or there is nothing to prove.", "Canary")),
            Error(FailureKind.InvalidRequest), Error(FailureKind.InvalidApiKey), Error(FailureKind.Unavailable)),
        ("GET", HealthDefaults.ReadinessPath) => Operation(
            "readiness", "Whether an embedding could be served now", "Asks for no key.", WithoutKey,
            (StatusCodes.Status200OK, Success("An embedding could be served now.", "Health")),
            (StatusCodes.Status503ServiceUnavailable, Success("None could, and `reason` says why.", "Health"))),
        ("GET", HealthDefaults.LivenessPath) => Operation(
            "liveness", "Whether the process answers at all", "Asks for no key.", WithoutKey,
            (StatusCodes.Status200OK, new OpenApiResponse { Description = "It does." })),
        ("GET", MetricsDefaults.Path) => Operation(
            "metrics", "Metrics for Prometheus", "Prometheus text.", WithKey,
            (StatusCodes.Status200OK, new OpenApiResponse { Description = "The metrics." }), Error(FailureKind.InvalidApiKey)),
        _ => throw new InvalidOperationException($"{method} {route} is not part of the contract"),
    };

    private List<OpenApiSecurityRequirement> WithKey =>
    [
        // Without configured keys, requests need none.
        [],
        new() { [new OpenApiSecuritySchemeReference(BearerKey, document)] = [] },
        new() { [new OpenApiSecuritySchemeReference(HeaderKey, document)] = [] },
    ];

    private static List<OpenApiSecurityRequirement> WithoutKey => [];

    private OpenApiOperation Embeddings(string id, string summary)
    {
        var success = Success("A vector for each input, in their order.", "EmbeddingsResponse");
        success.Headers = ContractResponses.Headers(
            (ApiHeaders.RequestId, "The caller's id if it matches `[A-Za-z0-9._-]{1,128}`, else a new one."),
            (ApiHeaders.ServerTiming, "How long the request was tokenised, queued and computed, in milliseconds."),
            (ApiHeaders.TruncatedInputs, "Number of inputs that were cut to the model's limit; left out when none was."));
        var errors = Enum.GetValues<FailureKind>().Where(IsOfEmbeddings).Select(Error).DistinctBy(error => error.Status);
        var operation = Operation(
            id, summary, "A vector for each input. A text's vector depends on nothing else in its request.", WithKey,
            [(StatusCodes.Status200OK, success), .. errors]);
        var example = new JsonObject { ["input"] = "The quick brown fox jumps over the lazy dog." };
        var content = ContractResponses.Content(document, "EmbeddingsRequest", example);
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
        return operation;
    }

    private OpenApiOperation Model()
    {
        var operation = Operation(
            "getModel", "One model or alias", "An alias names the real model as its `root`.", WithKey,
            (StatusCodes.Status200OK, Success("The model or alias.", "Model")),
            Error(FailureKind.InvalidApiKey), Error(FailureKind.ModelNotFound));
        operation.Parameters =
        [
            new OpenApiParameter
            {
                Name = "id",
                In = ParameterLocation.Path,
                Required = true,
                Description = "May hold a slash, escaped or not.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        ];
        return operation;
    }

    private static bool IsOfEmbeddings(FailureKind kind) => kind is not (FailureKind.NotFound or FailureKind.MethodNotAllowed);

    private static OpenApiOperation Operation(
        string id,
        string summary,
        string description,
        List<OpenApiSecurityRequirement> security,
        params (int Status, IOpenApiResponse Response)[] responses)
    {
        var operation = new OpenApiOperation { OperationId = id, Summary = summary, Description = description, Security = security };
        operation.Responses = [];
        foreach (var (status, response) in responses)
        {
            operation.Responses.Add(ContractResponses.Text(status), response);
        }

        return operation;
    }

    private OpenApiResponse Success(string description, string schema) =>
        new() { Description = description, Content = ContractResponses.Content(document, schema) };

    private (int Status, IOpenApiResponse Response) Error(FailureKind kind)
    {
        var status = FailureTable.Answer(kind).Status;
        return (status, new OpenApiResponseReference(ContractResponses.Name(status), document));
    }
}
