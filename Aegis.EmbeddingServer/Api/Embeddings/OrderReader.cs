using System.Text.Json;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine.Loading;
using Microsoft.AspNetCore.Connections;
using Microsoft.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>Reads the order of a request, or the failure of a request with a mistake. No other code interprets a body.</summary>
internal sealed class OrderReader(ApiOptions limits, OrderRules rules)
{
    /// <summary>
    /// Largest body in bytes that is parsed and tokenised on the thread that received it, which serves other connections
    /// too. That takes about 50 microseconds, less than to wake another thread, and a few tenths of a millisecond at worst.
    /// </summary>
    private const int ReadBySocketThread = 4096;

    private readonly EmbeddingsJsonContext _json = EmbeddingsJsonContext.Within(limits);

    public async Task<Outcome<EmbeddingsOrder>> ReadAsync(
        HttpRequest request, BodyLease room, ProvenModel model, CancellationToken cancellationToken)
    {
        if (ProblemWith(request) is { } problem)
        {
            return new Failure(FailureKind.UnsupportedMediaType, problem);
        }

        try
        {
            // Not from BodyReader: a shut-down cancels its reads, and this request must still be answered.
            using var buffer = new BodyBuffer(room);
            if (await buffer.FillAsync(request.Body, request.ContentLength, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            if (buffer.Json.Length > ReadBySocketThread)
            {
                await Task.Yield();
            }

            var body = JsonSerializer.Deserialize(buffer.Json, _json.EmbeddingsBody);
            return body is null ? Invalid("The body must be a JSON object, not null", null) : rules.Check(body, model);
        }
        catch (RequestException exception)
        {
            return exception.Failure;
        }
        catch (JsonException exception)
        {
            return Describe(exception);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException and not ConnectionResetException)
        {
            // Thrown by the web server when the length of a chunk is no valid number.
            return Invalid("The body is not framed as HTTP asks for: a chunk's length is wrong", null);
        }
    }

    // Only this type: a page of another site must send a CORS preflight before it.
    private static string? ProblemWith(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return "The body must be declared as JSON (Content-Type: application/json)";
        }

        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        if (charset.HasValue
            && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !charset.Equals("utf8", StringComparison.OrdinalIgnoreCase))
        {
            return "The body must be JSON in UTF-8 (Content-Type: application/json)";
        }

        return request.Headers.ContentEncoding.All(IsIdentity)
            ? null
            : "The body must be sent as it is, without a Content-Encoding";
    }

    // Content-Encoding: Identity, identity
    private static bool IsIdentity(string? codings) => (codings ?? string.Empty)
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .All(coding => coding.Equals("identity", StringComparison.OrdinalIgnoreCase));

    // The serializer's own messages name .NET types. A mistake in the JSON itself comes with the reader's exception
    // inside; a value of the wrong type, or a text that is not Unicode, comes with another exception or none.
    private static Failure Describe(JsonException exception) => exception.InnerException is JsonException
        ? Invalid(
            $"The body is not valid JSON, or nests deeper than {EmbeddingsJsonContext.MaxDepth} levels "
            + $"(line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})",
            null)
        : exception.Path switch
        {
            "$.model" => Invalid("'model' must be a string of valid Unicode", "model"),
            "$.encoding_format" => Invalid(OrderRules.FormatRule, "encoding_format"),
            "$.truncate" => Invalid(OrderRules.TruncateRule, "truncate"),
            "$.prompt_name" => Invalid(OrderRules.PromptRule, "prompt_name"),
            "$.dimensions" => Invalid("'dimensions' must be a whole number", "dimensions"),
            _ => Invalid("The body must be a JSON object with at least 'input'", null),
        };

    private static Failure Invalid(string message, string? param) => new(FailureKind.InvalidRequest, message, param);
}
