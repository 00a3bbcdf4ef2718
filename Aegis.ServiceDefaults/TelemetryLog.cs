namespace Aegis.ServiceDefaults;

/// <summary>Log messages about telemetry itself; event ids 5000 to 5999.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(5000, LogLevel.Warning, "Telemetry does not reach its collector (failures: {Failures}); requests are not affected. {Reason}")]
    public static partial void NotExported(ILogger logger, int failures, string reason);
}
