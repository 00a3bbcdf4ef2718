using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// Samples the traces of requests, as <c>OTEL_TRACES_SAMPLER</c> asks. Without that variable: a request that its caller
/// traces is traced; of the others a limited number a second. All other requests are recorded, and kept at their end if
/// they were slow or failed (<see cref="RequestTracer"/>), which is not known when they begin.
/// </summary>
internal sealed class TraceSampler(TraceBudget budget, Sampler? configured) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        // Made only for a request whose trace is kept.
        if (samplingParameters.Name == RequestTracer.BatchSpan)
        {
            return new SamplingResult(SamplingDecision.RecordAndSample);
        }

        return configured?.ShouldSample(samplingParameters) ?? new SamplingResult(Decide(samplingParameters));
    }

    private SamplingDecision Decide(in SamplingParameters parameters)
    {
        var parent = parameters.ParentContext;
        var isKept = parent.TraceId != default ? parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) : budget.TryTake();
        return isKept ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly;
    }
}
