namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Telemetry</c>: which traces are kept, unless <c>OTEL_TRACES_SAMPLER</c> is set.</summary>
internal sealed class TelemetryOptions : TraceOptions
{
    /// <summary>Duration from which a request is slow: 0 to 1 hour. Default: 250 ms.</summary>
    [TimeRange("00:00:00", "01:00:00")]
    public TimeSpan SlowRequest { get; set; } = TimeSpan.FromMilliseconds(250);
}
