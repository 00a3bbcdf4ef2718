using System.Diagnostics.Tracing;
using System.Globalization;

namespace Aegis.ServiceDefaults;

/// <summary>
/// Logs at most once a minute that telemetry does not reach its collector. The exporter itself logs nothing. Requests are not
/// affected: the exporter's queues are bounded, and drop what they cannot hold.
/// </summary>
internal sealed partial class ExportWatch(ILogger<ExportWatch> logger, TimeProvider clock) : EventListener, IHostedService
{
    /// <summary>The exporter reports its failures to this event source.</summary>
    public const string ExporterEvents = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    /// <summary>Shortest time between two log lines.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const int ReasonLimit = 300;

    private readonly Lock _gate = new();
    private long? _loggedAt;
    private int _failures;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        5000,
        LogLevel.Warning,
        "Telemetry does not reach its collector (failures: {Failures}); requests are not affected. {Reason}")]
    private static partial void LogNotExported(ILogger logger, int failures, string reason);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == ExporterEvents)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The base class calls this before the fields are set.
        if (logger is null || _gate is null)
        {
            return;
        }

        if (IsDue(out var failures))
        {
            LogNotExported(logger, failures, Reason(eventData));
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

    // The other lines are stack traces.
    private static string Reason(EventWrittenEventArgs eventData)
    {
        var format = eventData.Message ?? eventData.EventName ?? "unknown";
        var text = string.Format(CultureInfo.InvariantCulture, format, [.. eventData.Payload ?? []]);
        var line = text.Split('\n', 2)[0].TrimEnd();
        return line.Length <= ReasonLimit ? line : line[..ReasonLimit];
    }
}
