using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aegis.ServiceDefaults;

namespace Aegis.SoakRunner.Target;

/// <summary>
/// Waits for the target and asks for its properties. Works with any server of the OpenAI embeddings API; Aegis tells more.
/// </summary>
internal sealed class TargetInspector(HttpClient http, TimeProvider clock)
{
    public static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    public HttpClient Http => http;

    public TimeProvider Clock => clock;

    /// <param name="waiting">Gets the reason after each failed check.</param>
    /// <returns>Null: ready. Else the last reason.</returns>
    public async Task<string?> WaitUntilReadyAsync(Action<string> waiting, CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        while (await ReadinessAsync(cancellationToken) is { } reason)
        {
            if (clock.GetElapsedTime(begin) >= ReadyTimeout)
            {
                return reason;
            }

            waiting(reason);
            await Task.Delay(Poll, clock, cancellationToken);
        }

        return null;
    }

    public async Task<TargetFacts> InspectAsync(CancellationToken cancellationToken)
    {
        var health = await JsonAsync("/health", cancellationToken);
        var models = await JsonAsync("/v1/models", cancellationToken);
        var metrics = PrometheusText.Read(await TextAsync("/metrics", cancellationToken) ?? string.Empty);
        return new TargetFacts(
            http.BaseAddress!.ToString(),
            Loopback.IsNamed(http.BaseAddress.Host),
            Field(health, "version"),
            Field(health, "backend"),
            Field(health, "model") ?? Field(First(models), "id"),
            metrics.Label("aegis_model_info", "aegis_model_fingerprint"),
            Field(health, "execution_provider"),
            Field(health, "precision"),
            metrics.Label("aegis_model_info", "aegis_onnxruntime_version"));
    }

    private async Task<string?> ReadinessAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/health", UriKind.Relative), cancellationToken);
            // A server without the route is at least running.
            return response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized
                ? null
                : Snippet.Of(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception exception) when (
            exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }

    private async Task<JsonNode?> JsonAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await TextAsync(path, cancellationToken) is { } text ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<string?> TextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
        }
        catch (Exception exception) when (
            exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static JsonNode? First(JsonNode? models) =>
        models is JsonObject fields && fields["data"] is JsonArray { Count: > 0 } data ? data[0] : null;

    private static string? Field(JsonNode? node, string name) =>
        node is JsonObject fields && fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
