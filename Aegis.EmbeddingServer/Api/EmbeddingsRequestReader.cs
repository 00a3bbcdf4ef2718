using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Api;

/// <summary>Body to <see cref="EmbeddingsRequest"/>, or the failure that tells what is wrong with it.</summary>
internal static class EmbeddingsRequestReader
{
    public static async Task<Outcome<EmbeddingsRequest>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            return new Failure(FailureKind.UnsupportedMediaType, "The body must be declared as JSON (Content-Type: application/json)");
        }

        try
        {
            var body = await JsonSerializer.DeserializeAsync(request.BodyReader, ApiJsonContext.Default.EmbeddingsRequest, cancellationToken);
            return body is null ? Invalid("The body must be a JSON object, not null", null) : body;
        }
        catch (RequestException exception)
        {
            return exception.Failure;
        }
        catch (JsonException exception)
        {
            return Describe(exception);
        }
    }

    // One type only: a page of another site cannot send it without asking first.
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // The serializer's own messages name .NET types. A mistake in the JSON itself comes with the reader's exception
    // inside; a value of the wrong type, or a text that is not Unicode, comes with another one or none.
    private static Failure Describe(JsonException exception) => exception.InnerException is JsonException
        ? Invalid($"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})", null)
        : exception.Path switch
        {
            "$.model" => Invalid("'model' must be a string of valid Unicode", "model"),
            "$.encoding_format" => Invalid("'encoding_format' must be \"float\" or \"base64\"", "encoding_format"),
            "$.dimensions" => Invalid("'dimensions' must be a whole number", "dimensions"),
            _ => Invalid("The body must be a JSON object with at least 'input'", null),
        };

    private static Failure Invalid(string message, string? param) => new(FailureKind.InvalidRequest, message, param);
}
