using OpenTelemetry.Trace;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// Which requests are traced. What <c>OTEL_TRACES_SAMPLER</c> asks for, where it is set; else: what a caller traces is
/// traced here too, and of those without a caller's trace so many a second. All others are recorded, and kept at their end if they were slow
/// or failed (<see cref="RequestTracer"/>): a request that is worth looking at is not one that can be chosen when it begins.
/// </summary>
/// <param name="budget">Traces a second.</param>
/// <param name="configured">What the environment asks for; null: nothing.</param>
internal sealed class TraceSampler(TraceBudget budget, Sampler? configured) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        // Made only for a request that is kept.
        if (samplingParameters.Name == RequestTracer.RunSpan)
        {
            return new SamplingResult(SamplingDecision.RecordAndSample);
        }

        return configured?.ShouldSample(samplingParameters) ?? new SamplingResult(Decide(samplingParameters));
    }

    private SamplingDecision Decide(in SamplingParameters parameters)
    {
        var parent = parameters.ParentContext;
        if (parent.TraceId != default)
        {
            return parent.TraceFlags.HasFlag(System.Diagnostics.ActivityTraceFlags.Recorded) ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly;
        }

        return budget.TryTake() ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly;
    }
}
