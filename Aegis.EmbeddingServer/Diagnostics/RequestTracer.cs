using System.Diagnostics;
using Aegis.EmbeddingServer.Configuration;
using Aegis.Engine.Loading;
using Aegis.Engine.Telemetry;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// Decides at the end of a request whether its trace is kept, and makes the spans of its stages and batches then. A trace
/// that is not kept costs a few timestamps. The web framework makes the span of the request.
/// </summary>
internal sealed class RequestTracer(TelemetryOptions options, TimeProvider clock)
{
    public const string SourceName = "Aegis.EmbeddingServer";

    public const string BatchSpan = "batch";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly TraceBudget _slowBudget = new(options.TracesPerSecond, clock);
    private ModelIdentity? _model;

    public void Serves(ModelIdentity model) => _model = model;

    /// <summary>The span if it is recorded, else null; without OTLP no span is.</summary>
    public static Activity? Recorded(Activity? span) =>
        Source.HasListeners() && span is { IsAllDataRequested: true } ? span : null;

    public void RequestEnded(Activity span, RequestTelemetry request, TimeSpan duration)
    {
        var isWorthKeeping = request.Facts.Failure is not null || duration >= options.SlowRequest;
        if (!span.Recorded && !(isWorthKeeping && _slowBudget.TryTake()))
        {
            return;
        }

        span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        Describe(span, request.Facts, request.Batches?.Count ?? 0);
        // One reading of the wall clock: two would shift the stages against each other.
        var began = clock.GetUtcNow() - duration;
        foreach (var stage in request.Ended)
        {
            var from = began + clock.GetElapsedTime(request.Start, stage.From);
            using var child = Source.StartActivity(stage.Name, ActivityKind.Internal, span.Context, startTime: from);
            child?.SetEndTime((from + clock.GetElapsedTime(stage.From, stage.To)).UtcDateTime);
        }

        foreach (var batch in request.Batches?.First() ?? [])
        {
            span.AddLink(new ActivityLink(batch.SpanMadeBy(MakeSpan)));
        }
    }

    private void Describe(Activity span, RequestFacts facts, int batches)
    {
        span.SetTag(Tags.RequestId, facts.RequestId);
        span.SetTag(Tags.Operation, Tags.Embeddings);
        span.SetTag(Tags.ProviderName, Tags.Aegis);
        DescribeModel(span);
        span.SetTag(Tags.RequestModel, facts.Model);
        span.SetTag(Tags.Failure, facts.Failure);
        if (facts.Inputs > 0)
        {
            span.SetTag(Tags.Inputs, facts.Inputs);
            span.SetTag(Tags.InputTokens, facts.Tokens);
            span.SetTag(Tags.TruncatedInputs, facts.TruncatedInputs);
            span.SetTag(Tags.Batches, batches);
        }

        if (facts.Dimensions > 0)
        {
            span.SetTag(Tags.Dimensions, facts.Dimensions);
        }
    }

    // A tag without a value is not set.
    private void DescribeModel(Activity span)
    {
        span.SetTag(EngineTags.ResponseModel, _model?.ModelId);
        span.SetTag(EngineTags.ExecutionProvider, _model?.ExecutionProvider);
        span.SetTag(EngineTags.Precision, _model?.Precision);
    }

    private ActivityContext MakeSpan(BatchTrace batch)
    {
        // A root: it belongs to all of its requests alike.
        var request = Activity.Current;
        Activity.Current = null;
        try
        {
            // Timestamps come from the monotonic clock, times of spans from the wall clock.
            var from = clock.GetUtcNow() - clock.GetElapsedTime(batch.StartedAt);
            using var span = Source.StartActivity(BatchSpan, ActivityKind.Internal, parentContext: default, startTime: from);
            if (span is null)
            {
                return default;
            }

            DescribeModel(span);
            span.SetTag(Tags.BatchSequences, batch.Facts.Sequences);
            span.SetTag(Tags.BatchTokens, batch.Facts.Tokens);
            span.SetTag(Tags.BatchPadding, batch.Facts.PaddingRatio);
            span.SetEndTime((from + batch.Duration).UtcDateTime);
            return span.Context;
        }
        finally
        {
            Activity.Current = request;
        }
    }
}
