using System.Text.Json;

namespace Aegis.AppHost.Tests;

/// <summary>Reads what the real dashboard received, by its telemetry API. Exporters send every few seconds, so it polls.</summary>
internal static class DashboardTelemetry
{
    /// <summary>Waits until a resource has sent what a condition asks for.</summary>
    public static async Task<ReceivedResource> ResourceAsync(
        HttpClient dashboard, string name, Func<ReceivedResource, bool> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var json = JsonDocument.Parse(await dashboard.GetStringAsync("/api/telemetry/resources", cancellationToken));
            var found = json.RootElement.EnumerateArray()
                .Where(resource => resource.GetProperty("name").GetString() == name)
                .Select(resource => new ReceivedResource(Has(resource, "hasLogs"), Has(resource, "hasTraces"), Has(resource, "hasMetrics")))
                .FirstOrDefault(wanted);
            if (found is not null)
            {
                return found;
            }

            await PauseAsync(cancellationToken);
        }
    }

    /// <summary>Waits for the first log record of a resource that meets a condition.</summary>
    public static async Task<ReceivedLog> LogAsync(
        HttpClient dashboard, string resource, Func<ReceivedLog, bool> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var text = await dashboard.GetStringAsync($"/api/telemetry/logs?resource={resource}", cancellationToken);
            using var json = JsonDocument.Parse(text);
            var found = Records(json, "resourceLogs", "scopeLogs", "logRecords")
                .Select(record => new ReceivedLog(
                    record.GetProperty("body").GetProperty("stringValue").GetString()!,
                    Text(record, "severityText"),
                    Text(record, "eventName"),
                    Text(record, "traceId")))
                .FirstOrDefault(wanted);
            if (found is not null)
            {
                return found;
            }

            await PauseAsync(cancellationToken);
        }
    }

    /// <summary>Waits for this number of spans of a trace.</summary>
    public static async Task<IReadOnlyList<ReceivedSpan>> SpansAsync(
        HttpClient dashboard, string traceId, int atLeast, CancellationToken cancellationToken)
    {
        while (true)
        {
            var text = await dashboard.GetStringAsync("/api/telemetry/spans?resource=embeddings", cancellationToken);
            using var json = JsonDocument.Parse(text);
            var spans = Records(json, "resourceSpans", "scopeSpans", "spans")
                .Where(span => Text(span, "traceId") == traceId)
                .Select(span => new ReceivedSpan(Text(span, "name")!, Text(span, "spanId")!, Text(span, "parentSpanId"), Links(span)))
                .ToList();
            if (spans.Count >= atLeast)
            {
                return spans;
            }

            await PauseAsync(cancellationToken);
        }
    }

    private static IEnumerable<JsonElement> Records(JsonDocument json, string resources, string scopes, string records) =>
        json.RootElement.GetProperty("data").GetProperty(resources).EnumerateArray()
            .SelectMany(resource => resource.GetProperty(scopes).EnumerateArray())
            .SelectMany(scope => scope.GetProperty(records).EnumerateArray());

    private static string[] Links(JsonElement span) =>
        span.TryGetProperty("links", out var links) ? [.. links.EnumerateArray().Select(link => Text(link, "traceId")!)] : [];

    private static bool Has(JsonElement resource, string name) => resource.GetProperty(name).GetBoolean();

    private static string? Text(JsonElement record, string name) => record.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Task PauseAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
}

/// <summary>Whether a resource has sent logs, traces and metrics.</summary>
internal sealed record ReceivedResource(bool HasLogs, bool HasTraces, bool HasMetrics);

/// <summary>A log record, with event name and trace id if it has them.</summary>
internal sealed record ReceivedLog(string Message, string? Severity, string? EventName, string? TraceId);

/// <summary>A span. The first one of a trace has no parent. Links are the traces that it points to.</summary>
internal sealed record ReceivedSpan(string Name, string Id, string? Parent, IReadOnlyList<string> Links);
