namespace Aegis.SoakRunner.Measure;

/// <summary>Counts the requests of one stream. Safe for concurrent use.</summary>
internal sealed class StreamRecorder(string stream, ProblemLog problems, RunClock clock)
{
    private readonly Lock _gate = new();
    private Tally _now = new();
    private Tally _spare = new();
    private int _inFlight;

    public string Stream => stream;

    public RunClock Clock => clock;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <param name="lateness">Delay; null: a closed stream.</param>
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

    public void Ok(int inputs, int tokens, TimeSpan latency, bool isGood)
    {
        Interlocked.Decrement(ref _inFlight);
        lock (_gate)
        {
            _now.AddOk(inputs, tokens, latency, isGood);
        }
    }

    public void Failed(OutcomeKind kind, string category, string what)
    {
        Interlocked.Decrement(ref _inFlight);
        Count(kind, category, what);
    }

    public void Unsent(string what) => Count(OutcomeKind.Unsent, string.Empty, what);

    /// <summary>The run was aborted: the request counts nowhere.</summary>
    public void Dropped() => Interlocked.Decrement(ref _inFlight);

    /// <summary>The counts since the last call, valid until the next call. For one caller.</summary>
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
