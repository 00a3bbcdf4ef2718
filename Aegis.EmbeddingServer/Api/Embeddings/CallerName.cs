using Microsoft.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>
/// The share of the queue that a request counts towards: its accepted key; if no keys are configured, the key that it carries all the
/// same; else its connection. A caller who makes up keys could as well open many connections.
/// </summary>
internal static class CallerName
{
    public static string Of(HttpContext context)
    {
        if (AcceptedKey.Of(context) is { } accepted)
        {
            return OfKey(accepted);
        }

        var headers = context.Request.Headers;
        var mayCarryKey = headers.ContainsKey(HeaderNames.Authorization) || headers.ContainsKey(ApiHeaders.ApiKey);
        return mayCarryKey && SentKeys.Of(headers).FirstOrDefault() is { } key ? OfKey(key) : context.Connection.Id;
    }

    private static string OfKey(string key) => "key " + key;
}
