namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// Who gets in. A request is taken when, with it, its caller holds no more of any bound than is left free: a caller
/// alone fills half of the queue, several share it, and there is always room left for one who comes new. Not thread-safe.
/// The rule is the dynamic threshold of Choudhury and Hahne, "Dynamic Queue Length Thresholds for Shared-Memory Packet
/// Switches" (1998), with a factor of 1.
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="turn">Tokens that one turn of a caller serves.</param>
internal sealed class Admission(AdmissionOptions options, int turn)
{
    private readonly WorkLoad _bounds = new(options.MaxQueuedRequests, options.MaxQueuedInputs, options.MaxQueuedTokens);
    private readonly Dictionary<string, Caller> _callers = [];

    /// <summary>All work that is here, waiting and running.</summary>
    public WorkLoad Total { get; private set; }

    /// <summary>Whether a request of a caller would be taken now.</summary>
    public bool HasRoom(string caller, WorkLoad request)
    {
        var held = _callers.TryGetValue(caller, out var known) ? known.Held : default;
        return (held + request).Fits(_bounds - (Total + request));
    }

    /// <summary>Takes a request on, and gives its caller; null when there is no room.</summary>
    public Caller? TryTake(string name, WorkLoad request)
    {
        if (!HasRoom(name, request))
        {
            return null;
        }

        if (!_callers.TryGetValue(name, out var caller))
        {
            caller = new Caller(name, turn);
            _callers.Add(name, caller);
        }

        caller.Held += request;
        Total += request;
        return caller;
    }

    /// <summary>Gives back the room of work that has ended.</summary>
    public void Give(Caller caller, WorkLoad work)
    {
        caller.Held -= work;
        Total -= work;
        if (caller.Held == default)
        {
            _callers.Remove(caller.Name);
        }
    }
}
