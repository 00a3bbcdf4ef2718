using System.Diagnostics;
using System.Globalization;
using Aegis.Engine.Telemetry;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>A request in metrics and traces: names and numbers, never a text.</summary>
internal sealed class RequestFacts
{
    public required string RequestId { get; init; }

    /// <summary>The model that the request names, if it is served; else null.</summary>
    public string? Model { get; set; }

    /// <summary>Number of its inputs; 0 for a request that failed before they were tokenised.</summary>
    public int Inputs { get; set; }

    public int Tokens { get; set; }

    public int TruncatedInputs { get; set; }

    public int Dimensions { get; set; }

    /// <summary>The <c>code</c> of its error; null when it was answered.</summary>
    public string? Failure { get; set; }
}

/// <summary>A stage of a request that has ended, between two timestamps.</summary>
internal readonly record struct Stage(string Name, long From, long To)
{
    /// <summary>The arrival of the body, and parsing.</summary>
    public const string Read = "read";

    public const string Tokenize = "tokenize";

    /// <summary>From admission to the first batch.</summary>
    public const string Queue = "queue";

    /// <summary>From the first batch to the last vector; in a large request with the waits between its batches.</summary>
    public const string Inference = "inference";

    /// <summary>Writing the answer. If the answer is larger than the buffers of the connection, the caller's reading too.</summary>
    public const string Write = "write";
}

/// <summary>
/// Measures one request to the embeddings routes. Its stages become metrics, entries of the <c>server-timing</c> header,
/// and child spans if its trace is kept. Not thread-safe: a request is in one place at a time.
/// </summary>
internal sealed class RequestTelemetry(string requestId, TimeProvider clock, ServerMetrics metrics, RequestTracer tracer)
{
    private const int MaxStages = 5;

    private readonly Activity? _span = RequestTracer.Recorded(Activity.Current);
    private readonly Stage[] _stages = new Stage[MaxStages];
    private BatchTraces? _batches;
    private int _ended;

    public RequestFacts Facts { get; } = new() { RequestId = requestId };

    /// <summary>Collects the batches of the request; null when its trace is not recorded.</summary>
    public BatchTraces? Batches => _span is null ? null : _batches ??= new BatchTraces();

    public long Now => clock.GetTimestamp();

    public long Start { get; } = clock.GetTimestamp();

    public ArraySegment<Stage> Ended => new(_stages, 0, _ended);

    /// <summary>The header so far: <c>tokenize;dur=0.31, queue;dur=0.05, inference;dur=1.92</c>, in milliseconds.</summary>
    public string ServerTiming => string.Join(", ", Ended.Where(stage => stage.Name != Stage.Read).Select(stage => string.Create(
        CultureInfo.InvariantCulture, $"{stage.Name};dur={clock.GetElapsedTime(stage.From, stage.To).TotalMilliseconds:0.###}")));

    /// <summary>Adds a stage that ran between two timestamps; each stage once.</summary>
    public void StageEnded(string name, long from, long to)
    {
        _stages[_ended++] = new Stage(name, from, to);
        metrics.StageEnded(name, clock.GetElapsedTime(from, to));
    }

    /// <summary>The request is answered or refused, or the caller has gone. Call once.</summary>
    public void End()
    {
        var duration = clock.GetElapsedTime(Start);
        metrics.RequestEnded(Facts, duration);
        if (_span is not null)
        {
            tracer.RequestEnded(_span, this, duration);
        }
    }
}

internal sealed class RequestObserver(TimeProvider clock, ServerMetrics metrics, RequestTracer tracer)
{
    public RequestTelemetry Begin(string requestId) => new(requestId, clock, metrics, tracer);
}
