using System.Diagnostics;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>A Run that has ended, for the traces of the requests it served. It becomes a span when the first of them is kept.</summary>
internal sealed class RunTrace(RunFacts facts, long startedAt, TimeSpan duration)
{
    private readonly Lock _gate = new();
    private ActivityContext? _span;

    public RunFacts Facts => facts;

    /// <summary>Timestamp at which it began.</summary>
    public long StartedAt => startedAt;

    public TimeSpan Duration => duration;

    /// <summary>Its span, made by the first that asks.</summary>
    public ActivityContext SpanMadeBy(Func<RunTrace, ActivityContext> make)
    {
        lock (_gate)
        {
            return _span ??= make(this);
        }
    }
}
