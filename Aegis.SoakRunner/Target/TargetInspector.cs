using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Target;

/// <summary>Waits for the target, and asks what it is. Works with any server of the OpenAI embeddings API; Aegis says more.</summary>
internal sealed class TargetInspector(HttpClient http, TimeProvider clock)
{
    /// <summary>Longest wait for the target to become ready.</summary>
    public static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    public HttpClient Http => http;

    public TimeProvider Clock => clock;

    /// <summary>Waits until it is ready.</summary>
    /// <param name="waiting">Told why it is not, each time it is asked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null when it is ready, else why it was not to the end.</returns>
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

    /// <summary>What the target says of itself.</summary>
    public async Task<TargetFacts> InspectAsync(CancellationToken cancellationToken)
    {
        var health = await JsonAsync("/health", cancellationToken);
        var models = await JsonAsync("/v1/models", cancellationToken);
        var metrics = PrometheusText.Read(await TextAsync("/metrics", cancellationToken) ?? string.Empty);
        return new TargetFacts(
            http.BaseAddress!.ToString(),
            http.BaseAddress.IsLoopback,
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
            // A server without the route says at least that it is there.
            return response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized
                ? null
                : Snippet.Of(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
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
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static JsonNode? First(JsonNode? models) => models is JsonObject fields && fields["data"] is JsonArray { Count: > 0 } data ? data[0] : null;

    private static string? Field(JsonNode? node, string name) => node is JsonObject fields && fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
