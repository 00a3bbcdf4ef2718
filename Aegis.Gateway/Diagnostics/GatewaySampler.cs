using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Aegis.Gateway.Diagnostics;

/// <summary>
/// Which requests are traced: what a caller traces, and of the others so many a second. Servers trace what the gateway
/// does; what turns out to be slow or to fail beside it they keep by themselves.
/// </summary>
/// <param name="budget">Traces a second.</param>
/// <param name="configured">What <c>OTEL_TRACES_SAMPLER</c> asks for, which outranks this; null: nothing.</param>
internal sealed class GatewaySampler(TraceBudget budget, Sampler? configured) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (configured is not null)
        {
            return configured.ShouldSample(samplingParameters);
        }

        var parent = samplingParameters.ParentContext;
        var isKept = parent.TraceId != default ? parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) : IsARequest(samplingParameters) && budget.TryTake();
        return new SamplingResult(isKept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }

    // Looks at the servers' health are traces of their own that nobody wants to see.
    private static bool IsARequest(in SamplingParameters parameters) => parameters.Kind == ActivityKind.Server;
}
