using System.Net.Http.Headers;

namespace Aegis.SoakRunner.Target;

/// <summary>The client for what is asked of a target beside the load: its health, its metrics.</summary>
internal static class TargetHttp
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes one that uses no proxy and leaves no traces.</summary>
    /// <param name="target">Base address.</param>
    /// <param name="key">API key; null: none.</param>
    public static HttpClient Create(Uri target, string? key)
    {
        var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseProxy = false }) { BaseAddress = target, Timeout = AskTimeout };
        if (key is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return http;
    }
}
