using Aegis.Scheduling;

namespace Aegis.Capacity.Simulation;

/// <summary>A request in the queue of a replica.</summary>
internal sealed class SimulatedJob : Job
{
    private int _missing;

    // A connection without a key is a caller of its own, and HTTP/1.1 has one request in flight on each connection.
    public SimulatedJob(SimulatedRequest request)
        : base($"{request.Number}", [.. request.Lengths.Select(length => new SimulatedSequence(length))], isContinuedByWorker: true)
    {
        Request = request;
        _missing = request.Lengths.Length;
        Prepare(Enumerable.Range(0, _missing));
    }

    public SimulatedRequest Request { get; }

    /// <summary>One of the sequences was computed. True for the last one.</summary>
    public bool Deliver() => --_missing == 0;
}

/// <summary>No sequence equals another one: how much work equal sequences save depends on the texts.</summary>
internal sealed class SimulatedSequence(int length) : ISequence
{
    public int Length => length;
}
