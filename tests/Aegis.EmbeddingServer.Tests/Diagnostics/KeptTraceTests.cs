using System.Diagnostics;
using Aegis.ServiceDefaults;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Trace;

namespace Aegis.EmbeddingServer.Tests.Diagnostics;

/// <summary>Which traces are kept: so many a second, those of callers that trace, and those worth looking at.</summary>
public sealed class KeptTraceTests : IDisposable
{
    private const string FrameworkName = TelemetrySpy.OfTests + "Framework";

    private static readonly ActivitySource Framework = new(FrameworkName);

    private readonly FakeTimeProvider _clock = new();
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name is FrameworkName || source.Name == RequestTracer.SourceName,
        // As the sampler decides of what is over the budget.
        Sample = (ref options) => options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
            ? ActivitySamplingResult.AllDataAndRecorded
            : ActivitySamplingResult.AllData,
    };

    public KeptTraceTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Budget_IsOneSecondsWorth_AndFillsWithTime()
    {
        var budget = new TraceBudget(2, _clock);

        Assert.Equal([true, true, false], [budget.TryTake(), budget.TryTake(), budget.TryTake()]);
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(budget.TryTake());
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(budget.TryTake());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([true, true, false], [budget.TryTake(), budget.TryTake(), budget.TryTake()]);
    }

    [Fact]
    public void Budget_OfNothing_NeverGives()
    {
        var budget = new TraceBudget(0, _clock);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.False(budget.TryTake());
    }

    [Fact]
    public void Sampler_OverTheBudget_RecordsWithoutKeeping()
    {
        var sampler = new TraceSampler(new TraceBudget(1, _clock), configured: null);

        Assert.Equal(SamplingDecision.RecordAndSample, Decide(sampler));
        Assert.Equal(SamplingDecision.RecordOnly, Decide(sampler));
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, SamplingDecision.RecordAndSample)]
    // Frameworks without telemetry send this of every call.
    [InlineData(ActivityTraceFlags.None, SamplingDecision.RecordOnly)]
    public void Sampler_OfACallersTrace_KeepsItOrDecidesAtTheEnd(ActivityTraceFlags flags, SamplingDecision expected)
    {
        var sampler = new TraceSampler(new TraceBudget(0, _clock), configured: null);

        Assert.Equal(expected, Decide(sampler, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags)));
    }

    [Fact]
    public void Sampler_ThatIsConfigured_Decides_ButOfRuns()
    {
        var sampler = new TraceSampler(new TraceBudget(100, _clock), new AlwaysOffSampler());

        Assert.Equal(SamplingDecision.Drop, Decide(sampler));
        // It is made for requests that are kept only.
        Assert.Equal(SamplingDecision.RecordAndSample, Decide(sampler, name: RequestTracer.BatchSpan));
    }

    [Theory]
    [InlineData(10, null, false)]
    [InlineData(249, null, false)]
    [InlineData(250, null, true)]
    [InlineData(10, "overloaded", true)]
    [InlineData(10, "caller_gone", true)]
    public void Request_ThatIsOnlyRecorded_IsKeptWhenItWasSlowOrFailed(int milliseconds, string? failure, bool isKept)
    {
        using var span = Framework.StartActivity("request")!;
        var tracer = new RequestTracer(new TelemetryOptions(), _clock);

        tracer.RequestEnded(
            span,
            new RequestFacts { RequestId = "id", Failure = failure },
            TimeSpan.FromMilliseconds(milliseconds),
            new RequestParts(0, [], null));

        Assert.Equal(isKept, span.Recorded);
        Assert.Equal(isKept ? "id" : null, span.GetTagItem("aegis.request.id"));
    }

    [Fact]
    public void Requests_ThatFailInAFlood_AreKeptAsFarAsTheBudgetGoes()
    {
        var tracer = new RequestTracer(new TelemetryOptions { TracesPerSecond = 3 }, _clock);
        var kept = 0;
        for (var request = 0; request < 100; request++)
        {
            using var span = Framework.StartActivity("request")!;
            tracer.RequestEnded(
                span,
                new RequestFacts { RequestId = "id", Failure = "overloaded" },
                TimeSpan.Zero,
                new RequestParts(0, [], null));
            kept += span.Recorded ? 1 : 0;
        }

        Assert.Equal(3, kept);
    }

    private static SamplingDecision Decide(TraceSampler sampler, ActivityContext parent = default, string name = "POST") =>
        sampler.ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), name, ActivityKind.Server)).Decision;
}
