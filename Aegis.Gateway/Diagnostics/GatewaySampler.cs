using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Aegis.Gateway.Diagnostics;

/// <summary>
/// Decides which requests are traced: those that the caller traces, and a limited number a second of the others. Servers
/// follow the gateway's decision. A server also keeps the traces of its slow and failed requests.
/// </summary>
/// <param name="budget">Limit of the traces a second.</param>
/// <param name="configured">The sampler of <c>OTEL_TRACES_SAMPLER</c>, which outranks this one; null when that is not set.</param>
internal sealed class GatewaySampler(TraceBudget budget, Sampler? configured) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (configured is not null)
        {
            return configured.ShouldSample(samplingParameters);
        }

        var parent = samplingParameters.ParentContext;
        var isKept = parent.TraceId != default
            ? parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
            : IsARequest(samplingParameters) && budget.TryTake();
        return new SamplingResult(isKept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }

    // Health checks of the servers would be traces of their own.
    private static bool IsARequest(in SamplingParameters parameters) => parameters.Kind == ActivityKind.Server;
}
