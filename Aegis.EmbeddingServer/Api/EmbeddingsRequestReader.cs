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

    // The serializer's own messages name .NET types. It wraps what the reader threw: a mistake in the JSON, or in a
    // string's characters; a value of the wrong type has no inner exception.
    private static Failure Describe(JsonException exception) => (exception.InnerException, exception.Path) switch
    {
        (InvalidOperationException, _) => Invalid("The body holds a text that is not valid Unicode (a lone surrogate, or bytes that are not UTF-8)", null),
        (null, "$.model") => Invalid("'model' must be a string", "model"),
        (null, "$.encoding_format") => Invalid("'encoding_format' must be \"float\" or \"base64\"", "encoding_format"),
        (not null and not JsonException or null, "$.dimensions") => Invalid("'dimensions' must be a whole number", "dimensions"),
        (null, "$") => Invalid("The body must be a JSON object with at least 'input'", null),
        _ => Invalid($"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})", null),
    };

    private static Failure Invalid(string message, string? param) => new(FailureKind.InvalidRequest, message, param);
}
