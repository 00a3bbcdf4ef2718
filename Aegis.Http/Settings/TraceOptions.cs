using System.ComponentModel.DataAnnotations;

namespace Aegis.Http.Settings;

/// <summary>The part of <c>Aegis:Telemetry</c> that server and gateway share: which traces are kept, unless <c>OTEL_TRACES_SAMPLER</c> says it.</summary>
internal class TraceOptions
{
    /// <summary>
    /// Most traces a second of requests like any other, and as many again of requests that were slow or failed: 0 to
    /// 100,000. Default: 20. A flood of requests would otherwise fill the exporter's queue, which drops what comes last.
    /// </summary>
    [Range(0, 100_000)]
    public int TracesPerSecond { get; set; } = 20;
}
