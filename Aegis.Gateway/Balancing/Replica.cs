using Aegis.Gateway.Proxying;

namespace Aegis.Gateway.Balancing;

/// <summary>What the gateway knows of one server: what it has in hand, and whether it answers.</summary>
/// <param name="address">Where it is.</param>
internal sealed class Replica(string address)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Attempt> _attempts = [];
    private long _load;
    private int _isLookedAt;

    /// <summary>Where it is; its name in logs and metrics.</summary>
    public string Address => address;

    /// <summary>The cost of all that it has in hand (<see cref="Attempt.Cost"/>).</summary>
    public long Load => Interlocked.Read(ref _load);

    /// <summary>True when nobody looks at its health at the moment: the caller does from now on.</summary>
    public bool TryBeginLook() => Interlocked.Exchange(ref _isLookedAt, 1) == 0;

    /// <summary>The look is over.</summary>
    public void EndLook() => Volatile.Write(ref _isLookedAt, 0);

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

    /// <summary>Ends everything that it has in hand and of whose answer nothing has been passed on, for somebody else to do.</summary>
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
