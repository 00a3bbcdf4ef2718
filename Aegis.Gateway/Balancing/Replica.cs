namespace Aegis.Gateway.Balancing;

/// <summary>What the gateway knows of one server: its load, its foreign answers, and whether a health check is running.</summary>
internal sealed class Replica(string address, ForeignAnswers foreignAnswers)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Attempt> _attempts = [];
    private long _load;
    private int _isBeingChecked;

    /// <summary>The server's name in logs and metrics.</summary>
    public string Address => address;

    public ForeignAnswers ForeignAnswers => foreignAnswers;

    /// <summary>The cost of all attempts in flight.</summary>
    public long Load => Interlocked.Read(ref _load);

    /// <summary>False when a health check of this server is running already.</summary>
    public bool TryBeginCheck() => Interlocked.Exchange(ref _isBeingChecked, 1) == 0;

    public void EndCheck() => Volatile.Write(ref _isBeingChecked, 0);

    public void Begin(Attempt attempt)
    {
        lock (_gate)
        {
            _attempts.Add(attempt);
            _load += attempt.Cost;
        }
    }

    public void End(Attempt attempt)
    {
        lock (_gate)
        {
            _attempts.Remove(attempt);
            _load -= attempt.Cost;
        }
    }

    /// <summary>Ends every attempt whose answer has not begun, so that another server gets the request.</summary>
    public void Abandon()
    {
        Attempt[] attempts;
        lock (_gate)
        {
            attempts = [.. _attempts];
        }

        foreach (var attempt in attempts)
        {
            attempt.Abandon();
        }
    }
}
