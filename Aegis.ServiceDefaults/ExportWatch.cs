using System.Diagnostics.Tracing;
using System.Globalization;

namespace Aegis.ServiceDefaults;

/// <summary>
/// Says in the log that telemetry does not reach its collector, once a minute at most: the exporter itself tells nobody.
/// Requests do not notice; what the exporter's bounded queues cannot hold is dropped.
/// </summary>
internal sealed class ExportWatch(ILogger<ExportWatch> logger, TimeProvider clock) : EventListener, IHostedService
{
    /// <summary>Where the exporter reports what went wrong.</summary>
    public const string ExporterEvents = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    /// <summary>Least time between two log lines.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const int LongestReason = 300;

    private readonly Lock _gate = new();
    private long? _loggedAt;
    private int _failures;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == ExporterEvents)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The base class calls this before the fields are there.
        if (logger is null || _gate is null)
        {
            return;
        }

        if (IsDue(out var failures))
        {
            TelemetryLog.NotExported(logger, failures, Reason(eventData));
        }
    }

    private bool IsDue(out int failures)
    {
        lock (_gate)
        {
            failures = ++_failures;
            if (_loggedAt is { } last && clock.GetElapsedTime(last) < Interval)
            {
                return false;
            }

            _loggedAt = clock.GetTimestamp();
            _failures = 0;
            return true;
        }
    }

    // The first line of it: what follows are stacks.
    private static string Reason(EventWrittenEventArgs eventData)
    {
        var text = string.Format(CultureInfo.InvariantCulture, eventData.Message ?? eventData.EventName ?? "unknown", [.. eventData.Payload ?? []]);
        var line = text.Split('\n', 2)[0].TrimEnd();
        return line.Length <= LongestReason ? line : line[..LongestReason];
    }
}
