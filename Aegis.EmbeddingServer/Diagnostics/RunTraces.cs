namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>The Runs that served a request. Safe from any thread: several workers may serve one request at the same time.</summary>
internal sealed class RunTraces
{
    /// <summary>Most that are kept: OpenTelemetry's own limit of links of a span. The longest request takes some 2,000 Runs.</summary>
    public const int Most = 128;

    private readonly Lock _gate = new();
    private readonly List<RunTrace> _first = [];
    private RunTrace? _last;

    /// <summary>How many there were, those over <see cref="Most"/> included.</summary>
    public int Count { get; private set; }

    /// <summary>Notes a Run; again in a row counts once.</summary>
    public void Add(RunTrace run)
    {
        lock (_gate)
        {
            if (_last == run)
            {
                return;
            }

            _last = run;
            Count++;
            if (_first.Count < Most)
            {
                _first.Add(run);
            }
        }
    }

    /// <summary>The first of them.</summary>
    public RunTrace[] First()
    {
        lock (_gate)
        {
            return [.. _first];
        }
    }
}
