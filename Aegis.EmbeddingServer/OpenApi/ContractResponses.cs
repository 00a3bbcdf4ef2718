using System.Globalization;
using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Aegis.EmbeddingServer.OpenApi;

/// <summary>One response for each status of <see cref="FailureTable"/>, with the codes that it may carry.</summary>
internal static class ContractResponses
{
    public static string Name(int status) => "Error" + Text(status);

    public static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    public static void AddTo(OpenApiDocument document)
    {
        foreach (var answers in Enum.GetValues<FailureKind>().Select(FailureTable.Answer).GroupBy(answer => answer.Status))
        {
            document.AddComponent(Name(answers.Key), new OpenApiResponse
            {
                Description = $"`{answers.First().Type}`, code {string.Join(", ", answers.Select(answer => $"`{answer.Code}`"))}",
                Headers = HeadersOf(answers.Key),
                Content = Content(document, "Error"),
            });
        }
    }

    public static Dictionary<string, OpenApiMediaType> Content(OpenApiDocument document, string schema, JsonNode? example = null) =>
        new()
        {
            [MediaTypeNames.Application.Json] = new() { Schema = new OpenApiSchemaReference(schema, document), Example = example },
        };

    public static Dictionary<string, IOpenApiHeader> Headers(params (string Name, string Description)[] headers) =>
        headers.ToDictionary(header => header.Name, IOpenApiHeader (header) => new OpenApiHeader
        {
            Description = header.Description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    private static Dictionary<string, IOpenApiHeader>? HeadersOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Headers((HeaderNames.WWWAuthenticate, "`Bearer`")),
        StatusCodes.Status405MethodNotAllowed => Headers((HeaderNames.Allow, "The methods that the route has.")),
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => Headers(
            (HeaderNames.RetryAfter, "When to try again, in whole seconds."),
            (ApiHeaders.RetryAfterMs, "The same in milliseconds.")),
        _ => null,
    };
}
