using System.Net;
using System.Net.Mime;
using System.Text.Json;

namespace Aegis.Gateway.Health;

/// <summary>
/// Tells the answers of an Aegis server from those of others: a proxy in front of the server may answer in its place, and
/// another service may have its address.
/// </summary>
internal static class AegisAnswer
{
    /// <summary>Limit of a health answer, and of an error. Those of an Aegis server are much smaller.</summary>
    private const int MaxBytes = 64 * 1024;

    private const string ServiceName = "aegis-llm-server";

    /// <summary>The pages for people. All other routes answer with JSON.</summary>
    private static readonly PathString[] Pages = ["/ui", "/docs"];

    /// <summary>False when no Aegis server can have written this answer to a request. An error is read whole for that.</summary>
    /// <exception cref="HttpRequestException">The connection broke in the middle of an error.</exception>
    public static async ValueTask<bool> IsOfAegisAsync(HttpResponseMessage answer, HttpRequest request, CancellationToken cancelled) =>
        (int)answer.StatusCode switch
        {
            >= 400 => IsJson(answer) && await IsErrorOfAegisAsync(answer, request, cancelled),
            StatusCodes.Status304NotModified => IsPage(request.Path),
            >= 300 => IsPage(request.Path) && AddsASlash(answer, request.Path),
            // The answer to a CORS check.
            StatusCodes.Status204NoContent => HttpMethods.IsOptions(request.Method),
            _ => IsJson(answer) || IsPage(request.Path),
        };

    /// <summary>True when a health check with status 200 has the answer of an Aegis server.</summary>
    public static async Task<bool> IsHealthAsync(HttpResponseMessage answer, CancellationToken cancelled) =>
        IsJson(answer) && await ReadAsync(answer, IsHealth, cancelled);

    private static bool IsPage(PathString path) => path == "/" || Array.Exists(Pages, page => path.StartsWithSegments(page));

    // /docs -> docs/?query: the only redirect of a server.
    private static bool AddsASlash(HttpResponseMessage answer, PathString path) =>
        path.Value is [.., not '/'] page
        && answer.Headers.Location?.OriginalString.Split('?')[0].EndsWith($"{page[1..]}/", StringComparison.Ordinal) is true;

    private static bool IsJson(HttpResponseMessage answer) =>
        string.Equals(answer.Content.Headers.ContentType?.MediaType, MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);

    private static async Task<bool> IsErrorOfAegisAsync(HttpResponseMessage answer, HttpRequest request, CancellationToken cancelled)
    {
        // These bodies cannot be read: there is none, or a proxy has compressed it. No Aegis server answers with 502.
        if (HttpMethods.IsHead(request.Method) || answer.Content.Headers.ContentEncoding.Count > 0)
        {
            return answer.StatusCode != HttpStatusCode.BadGateway;
        }

        return await ReadAsync(answer, body => IsEnvelope(body) || IsHealth(body), cancelled);
    }

    // {"error":{"message":"...","type":"server_error","param":null,"code":"upstream_error"}}
    private static bool IsEnvelope(JsonElement body) =>
        body.TryGetProperty("error", out var error)
        && error.ValueKind == JsonValueKind.Object
        && IsText(error, "message") && IsText(error, "type") && IsText(error, "code");

    // {"status":"ok","service":"aegis-llm-server", ...}
    private static bool IsHealth(JsonElement body) => IsText(body, "service") && body.GetProperty("service").ValueEquals(ServiceName);

    private static bool IsText(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    // The content keeps the bytes, so that the answer can still be passed on.
    private static async Task<bool> ReadAsync(HttpResponseMessage answer, Predicate<JsonElement> isOurs, CancellationToken cancelled)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(MaxBytes, cancelled);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancelled));
            return body.RootElement.ValueKind == JsonValueKind.Object && isOurs(body.RootElement);
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return false;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
