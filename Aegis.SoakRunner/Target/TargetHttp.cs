using System.Net.Http.Headers;

namespace Aegis.SoakRunner.Target;

/// <summary>The key of a target, and the client for what is asked of it beside the load: its health, its metrics.</summary>
internal static class TargetHttp
{
    /// <summary>The variable of the environment that holds the API key of a target with keys.</summary>
    public const string KeyVariable = "AEGIS_API_KEY";

    /// <summary>Its value; null: none.</summary>
    public static string? Key => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null;

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
