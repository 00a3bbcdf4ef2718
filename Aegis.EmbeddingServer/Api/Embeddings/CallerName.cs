using Microsoft.Net.Http.Headers;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>
/// Who takes turns with others: the key by which a request was let in; where no keys are configured, the one that it
/// carries all the same; else its connection. Who makes up keys there to be many callers could as well open many connections.
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
