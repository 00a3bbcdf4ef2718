using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Measure;

/// <summary>Takes what the requests of one stream tell while they run. Safe for concurrent use.</summary>
/// <param name="stream">Name of the stream.</param>
/// <param name="problems">Takes what went wrong.</param>
/// <param name="clock">Clock of the run.</param>
internal sealed class StreamRecorder(string stream, ProblemLog problems, RunClock clock)
{
    private readonly Lock _gate = new();
    private Tally _now = new();
    private Tally _spare = new();
    private int _inFlight;

    public string Stream => stream;

    public RunClock Clock => clock;

    /// <summary>Requests under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Notes that a request was sent.</summary>
    /// <param name="lateness">How much later than due; null: it was due whenever it was sent.</param>
    public void Sent(TimeSpan? lateness)
    {
        Interlocked.Increment(ref _inFlight);
        if (lateness is { } late)
        {
            lock (_gate)
            {
                _now.AddLateness(late);
            }
        }
    }

    /// <summary>Notes a right answer.</summary>
    public void Ok(int inputs, int tokens, TimeSpan latency, bool isGood)
    {
        Interlocked.Decrement(ref _inFlight);
        lock (_gate)
        {
            _now.AddOk(inputs, tokens, latency, isGood);
        }
    }

    /// <summary>Notes a request that ended otherwise.</summary>
    public void Failed(OutcomeKind kind, string category, string what)
    {
        Interlocked.Decrement(ref _inFlight);
        Count(kind, category, what);
    }

    /// <summary>Notes a request that was due and not sent.</summary>
    public void Unsent(string what) => Count(OutcomeKind.Unsent, string.Empty, what);

    /// <summary>Notes that a request was given up with the run: it counts nowhere.</summary>
    public void Dropped() => Interlocked.Decrement(ref _inFlight);

    /// <summary>What was noted since the last call; valid until the next one. For one caller.</summary>
    public Tally Take()
    {
        lock (_gate)
        {
            (_now, _spare) = (_spare, _now);
            _now.Clear();
            return _spare;
        }
    }

    private void Count(OutcomeKind kind, string category, string what)
    {
        lock (_gate)
        {
            _now.AddFailure(kind);
        }

        problems.Add(clock.Elapsed.TotalSeconds, stream, kind, category, what);
    }
}
