using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aegis.SoakRunner.Live;

/// <summary>Writes the feed as server-sent events: first the present state, then each event.</summary>
internal static class LiveEvents
{
    public static async Task WriteAsync(LiveFeed feed, HttpContext context, CancellationToken ending)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        var output = context.Response;
        output.ContentType = "text/event-stream";
        output.Headers.CacheControl = "no-store";
        var watcher = feed.Watch();
        try
        {
            await WriteAsync(output, "state", feed.State, ReportJson.Default.LiveState, leave.Token);
            await WriteAsync(output, "history", feed.Ticks, ReportJson.Default.IReadOnlyListLiveTick, leave.Token);
            await WriteAsync(output, "gates", feed.Gates, ReportJson.Default.IReadOnlyListGateResult, leave.Token);
            await foreach (var happened in watcher.Reader.ReadAllAsync(leave.Token))
            {
                await WriteAsync(output, happened, leave.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader closed the connection, or the runner ends.
        }
        finally
        {
            feed.Leave(watcher);
        }
    }

    private static Task WriteAsync(HttpResponse output, LiveEvent happened, CancellationToken leave) => happened switch
    {
        { State: { } state } => WriteAsync(output, "state", state, ReportJson.Default.LiveState, leave),
        { Tick: { } tick } => WriteAsync(output, "tick", tick, ReportJson.Default.LiveTick, leave),
        { Gates: { } gates } => WriteAsync(output, "gates", gates, ReportJson.Default.IReadOnlyListGateResult, leave),
        _ => WriteAsync(output, "clear", 0, ReportJson.Default.Int32, leave),
    };

    private static async Task WriteAsync<T>(HttpResponse output, string name, T value, JsonTypeInfo<T> type, CancellationToken leave)
    {
        await output.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(value, type)}\n\n", leave);
        await output.Body.FlushAsync(leave);
    }
}
