using System.ComponentModel.DataAnnotations;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary><c>Aegis:Telemetry</c>: which traces are kept, unless <c>OTEL_TRACES_SAMPLER</c> says it.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>
    /// Most traces a second of requests like any other, and as many again of requests that were slow or failed: 0 to
    /// 100,000. Default: 20. A flood of requests would otherwise fill the exporter's queue, which drops what comes last.
    /// </summary>
    [Range(0, 100_000)]
    public int TracesPerSecond { get; set; } = 20;

    /// <summary>From when on a request is slow: 0 to 1 hour. Default: 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SlowRequest { get; set; } = TimeSpan.FromMilliseconds(250);
}
