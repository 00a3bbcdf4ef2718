using System.Diagnostics;
using System.Globalization;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// What is seen of one request to the embeddings routes. Its stages become metrics, entries of the <c>server-timing</c>
/// header, and child spans where its trace is kept. Not thread-safe: a request is in one place at a time.
/// </summary>
internal sealed class RequestTelemetry(RequestFacts facts, TimeProvider clock, ServerMetrics metrics, RequestTracer tracer)
{
    private const int MostStages = 5;

    private readonly Activity? _span = RequestTracer.Recorded(Activity.Current);
    private readonly long _start = clock.GetTimestamp();
    private readonly Stage[] _stages = new Stage[MostStages];
    private RunTraces? _runs;
    private int _ended;

    /// <summary>What is known of it so far.</summary>
    public RequestFacts Facts => facts;

    /// <summary>Where the Runs that serve it are noted; null when its trace is not recorded.</summary>
    public RunTraces? Runs => _span is null ? null : _runs ??= new RunTraces();

    /// <summary>A timestamp to begin a stage with.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>When it began.</summary>
    public long Start => _start;

    /// <summary>The header's value so far: <c>tokenize;dur=0.31, queue;dur=0.05, inference;dur=1.92</c>, in milliseconds.</summary>
    public string ServerTiming => string.Join(", ", Ended().Where(stage => stage.Name != Stage.Read).Select(stage =>
        string.Create(CultureInfo.InvariantCulture, $"{stage.Name};dur={clock.GetElapsedTime(stage.From, stage.To).TotalMilliseconds:0.###}")));

    /// <summary>Notes a stage that ran between two timestamps; each stage once.</summary>
    public void StageEnded(string name, long from, long to)
    {
        _stages[_ended++] = new Stage(name, from, to);
        metrics.StageEnded(name, clock.GetElapsedTime(from, to));
    }

    /// <summary>The answer is out, or the refusal is, or the caller has gone. Once.</summary>
    public void End()
    {
        var duration = clock.GetElapsedTime(_start);
        metrics.RequestEnded(facts, duration);
        if (_span is not null)
        {
            tracer.RequestEnded(_span, facts, duration, new RequestParts(_start, Ended(), _runs));
        }
    }

    private ArraySegment<Stage> Ended() => new(_stages, 0, _ended);
}
