using System.Diagnostics;
using Aegis.EmbeddingServer.Inference;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// Decides at the end of a request whether its trace is kept, and makes the spans of its stages and Runs then: one that
/// is not kept costs a few timestamps. The request's own span is the web framework's.
/// </summary>
internal sealed class RequestTracer(TelemetryOptions options, TimeProvider clock)
{
    public const string SourceName = "Aegis.EmbeddingServer";

    /// <summary>Name of a Run's span: a trace of its own, to which the spans of the requests it served have links.</summary>
    public const string RunSpan = "run";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly TraceBudget _slowBudget = new(options.TracesPerSecond, clock);
    private BackendIdentity? _backend;

    /// <summary>Says of the spans from now on what serves.</summary>
    public void Serves(BackendIdentity backend) => _backend = backend;

    /// <summary>The span, if somebody records it; without OTLP nobody does.</summary>
    public static Activity? Recorded(Activity? span) => Source.HasListeners() && span is { IsAllDataRequested: true } ? span : null;

    /// <summary>Completes the span of a request, if it is kept.</summary>
    /// <param name="span">What <see cref="Recorded"/> gave at its begin.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="parts">What the time went into.</param>
    public void RequestEnded(Activity span, RequestFacts facts, TimeSpan duration, RequestParts parts)
    {
        if (!span.Recorded && !((facts.Failure is not null || duration >= options.SlowRequest) && _slowBudget.TryTake()))
        {
            return;
        }

        span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        Describe(span, facts, parts.Runs?.Count ?? 0);
        // One reading of the clock on the wall: two would shift the stages against each other.
        var began = clock.GetUtcNow() - duration;
        foreach (var stage in parts.Stages)
        {
            var from = began + clock.GetElapsedTime(parts.Start, stage.From);
            using var child = Source.StartActivity(stage.Name, ActivityKind.Internal, span.Context, startTime: from);
            child?.SetEndTime((from + clock.GetElapsedTime(stage.From, stage.To)).UtcDateTime);
        }

        foreach (var run in parts.Runs?.First() ?? [])
        {
            span.AddLink(new ActivityLink(run.SpanMadeBy(MakeSpan)));
        }
    }

    private void Describe(Activity span, RequestFacts facts, int runs)
    {
        span.SetTag(Tags.RequestId, facts.RequestId);
        span.SetTag(Tags.Operation, Tags.Embeddings);
        span.SetTag(Tags.ProviderName, Tags.Aegis);
        DescribeBackend(span);
        SetIfKnown(span, Tags.RequestModel, facts.Model);
        SetIfKnown(span, Tags.Failure, facts.Failure);
        if (facts.Inputs > 0)
        {
            span.SetTag(Tags.Inputs, facts.Inputs);
            span.SetTag(Tags.InputTokens, facts.Tokens);
            span.SetTag(Tags.TruncatedInputs, facts.TruncatedInputs);
            span.SetTag(Tags.Runs, runs);
        }

        if (facts.Dimensions > 0)
        {
            span.SetTag(Tags.Dimensions, facts.Dimensions);
        }
    }

    private void DescribeBackend(Activity span)
    {
        SetIfKnown(span, Tags.ResponseModel, _backend?.ModelId);
        SetIfKnown(span, Tags.ExecutionProvider, _backend?.ExecutionProvider);
        SetIfKnown(span, Tags.Precision, _backend?.Precision);
    }

    private ActivityContext MakeSpan(RunTrace run)
    {
        // A root: it belongs to none of its requests more than to the others.
        var request = Activity.Current;
        Activity.Current = null;
        try
        {
            // Timestamps are of the clock that measures, spans of the one on the wall.
            var from = clock.GetUtcNow() - clock.GetElapsedTime(run.StartedAt);
            using var span = Source.StartActivity(RunSpan, ActivityKind.Internal, parentContext: default, startTime: from);
            if (span is null)
            {
                return default;
            }

            DescribeBackend(span);
            span.SetTag(Tags.RunSequences, run.Facts.Sequences);
            span.SetTag(Tags.RunTokens, run.Facts.Tokens);
            span.SetTag(Tags.RunPadding, run.Facts.PaddingRatio);
            span.SetEndTime((from + run.Duration).UtcDateTime);
            return span.Context;
        }
        finally
        {
            Activity.Current = request;
        }
    }

    private static void SetIfKnown(Activity span, string name, string? value)
    {
        if (value is not null)
        {
            span.SetTag(name, value);
        }
    }

}
