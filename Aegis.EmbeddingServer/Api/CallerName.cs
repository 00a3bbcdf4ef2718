using Microsoft.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Api;

/// <summary>
/// Who takes turns with others: the key that a request carries, whether keys are configured or not, else its connection.
/// Who makes up keys to be many callers could as well open many connections.
/// </summary>
internal static class CallerName
{
    public static string Of(HttpContext context)
    {
        var headers = context.Request.Headers;
        var mayCarryKey = headers.ContainsKey(HeaderNames.Authorization) || headers.ContainsKey(ApiHeaders.ApiKey);
        return mayCarryKey && SentKeys.Of(headers).FirstOrDefault() is { } key ? "key " + key : context.Connection.Id;
    }
}
