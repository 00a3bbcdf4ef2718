using System.ComponentModel.DataAnnotations;

namespace Aegis.Http.Settings;

/// <summary>The part of <c>Aegis:Telemetry</c> that server and gateway share. <c>OTEL_TRACES_SAMPLER</c> outranks it.</summary>
internal class TraceOptions
{
    /// <summary>
    /// Limit of the traces a second: one budget for ordinary requests, and one of the same size for requests that were slow
    /// or failed. 0 to 100,000. Default: 20. Without a limit, many requests would fill the exporter's queue, which then
    /// drops the newest traces.
    /// </summary>
    [Range(0, 100_000)]
    public int TracesPerSecond { get; set; } = 20;
}
