namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// Who gets in. A request is taken when, with it, its caller holds no more inputs and tokens than are left free, and no
/// more than four times the requests that are left free: a caller alone fills half of the queue with large requests, or
/// four fifths of it with small ones, several share it, and there is room left for one who comes new. Not thread-safe.
/// The rule is the dynamic threshold of Choudhury and Hahne, "Dynamic Queue Length Thresholds for Shared-Memory Packet
/// Switches" (1998).
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="turn">Tokens that one turn of a caller serves.</param>
internal sealed class Admission(AdmissionOptions options, int turn)
{
    /// <summary>Small enough a queue for a flood of many callers, and room for a hundred requests of one.</summary>
    private const int RequestsOverFree = 4;

    private readonly WorkLoad _bounds = new(options.MaxQueuedRequests, options.MaxQueuedInputs, options.MaxQueuedTokens);
    private readonly Dictionary<string, Caller> _callers = [];

    /// <summary>All work that is here, waiting and running.</summary>
    public WorkLoad Total { get; private set; }

    /// <summary>Whether a request of a caller would be taken now.</summary>
    public bool HasRoom(string caller, WorkLoad request)
    {
        var held = _callers.TryGetValue(caller, out var known) ? known.Held : default;
        var free = _bounds - (Total + request);
        return (held + request).Fits(free with { Requests = RequestsOverFree * free.Requests });
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
