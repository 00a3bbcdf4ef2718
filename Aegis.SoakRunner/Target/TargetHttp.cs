using System.Net.Http.Headers;

namespace Aegis.SoakRunner.Target;

/// <summary>The key of a target, and the HTTP client for its health and metrics.</summary>
internal static class TargetHttp
{
    public const string KeyVariable = "AEGIS_API_KEY";

    public static string? Key => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null;

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A client without proxy and tracing.</summary>
    public static HttpClient Create(Uri target, string? key)
    {
        var http = new HttpClient(
            new SocketsHttpHandler { ActivityHeadersPropagator = null, UseProxy = false }) { BaseAddress = target, Timeout = AskTimeout };
        if (key is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return http;
    }
}
