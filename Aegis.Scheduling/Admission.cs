namespace Aegis.Scheduling;

/// <summary>
/// Decides which requests are admitted. A request is admitted if its caller then holds no more inputs and tokens than
/// stay free, and no more than four times the requests that stay free. A caller alone fills half of the queue with large
/// requests, or four fifths of it with small ones. Several callers share it, and a new caller still finds space.
/// Not thread-safe. Source: the dynamic threshold of Choudhury and Hahne, "Dynamic Queue Length Thresholds for
/// Shared-Memory Packet Switches" (1998).
/// </summary>
/// <param name="limits">Limits on the work that waits or runs, of all callers together.</param>
/// <param name="turn">Tokens that one turn of a caller serves.</param>
internal sealed class Admission(WorkLoad limits, int turn)
{
    /// <summary>Keeps the queue short in a flood of many callers, and takes a hundred requests of one caller.</summary>
    private const int RequestsOverFree = 4;

    private readonly Dictionary<string, Caller> _callers = [];

    /// <summary>All admitted work, waiting and running.</summary>
    public WorkLoad Total { get; private set; }

    /// <summary>Whether a request of a caller would be admitted now.</summary>
    public bool Admits(string caller, WorkLoad request)
    {
        var held = _callers.TryGetValue(caller, out var known) ? known.Load : default;
        var free = limits - (Total + request);
        return (held + request).FitsIn(free with { Requests = RequestsOverFree * free.Requests });
    }

    /// <summary>Admits a request and returns its caller; null when the request is refused.</summary>
    public Caller? TryAdmit(string name, WorkLoad request)
    {
        if (!Admits(name, request))
        {
            return null;
        }

        if (!_callers.TryGetValue(name, out var caller))
        {
            caller = new Caller(name, turn);
            _callers.Add(name, caller);
        }

        caller.Load += request;
        Total += request;
        return caller;
    }

    /// <summary>Takes off work that has ended.</summary>
    public void Release(Caller caller, WorkLoad work)
    {
        caller.Load -= work;
        Total -= work;
        if (caller.Load == default)
        {
            _callers.Remove(caller.Name);
        }
    }
}
