using System.Diagnostics;

namespace Aegis.Engine.Telemetry;

/// <summary>A batch that has ended, for the traces of its requests. The first kept trace makes its span.</summary>
/// <param name="facts">Its size.</param>
/// <param name="duration">How long it took.</param>
internal sealed class BatchTrace(BatchFacts facts, long startedAt, TimeSpan duration)
{
    private readonly Lock _gate = new();
    private ActivityContext? _span;

    public BatchFacts Facts => facts;

    public long StartedAt => startedAt;

    public TimeSpan Duration => duration;

    /// <summary>The span; the first caller makes it.</summary>
    public ActivityContext SpanMadeBy(Func<BatchTrace, ActivityContext> make)
    {
        lock (_gate)
        {
            return _span ??= make(this);
        }
    }
}

/// <summary>The batches of one request. Safe from any thread: several workers may serve one request at the same time.</summary>
internal sealed class BatchTraces
{
    /// <summary>Most batches that are kept: the default limit of OpenTelemetry on the links of a span.</summary>
    public const int MaxKept = 128;

    private readonly Lock _gate = new();
    private readonly List<BatchTrace> _first = [];
    private BatchTrace? _last;

    /// <summary>Number of batches, those over <see cref="MaxKept"/> included.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a batch; the same batch again in a row counts once.</summary>
    public void Add(BatchTrace batch)
    {
        lock (_gate)
        {
            if (_last == batch)
            {
                return;
            }

            _last = batch;
            Count++;
            if (_first.Count < MaxKept)
            {
                _first.Add(batch);
            }
        }
    }

    /// <summary>The first <see cref="MaxKept"/> batches.</summary>
    public BatchTrace[] First()
    {
        lock (_gate)
        {
            return [.. _first];
        }
    }
}
