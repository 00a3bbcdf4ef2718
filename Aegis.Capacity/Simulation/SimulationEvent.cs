namespace Aegis.Capacity.Simulation;

/// <summary>An event of the simulation.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Request">The request of the event; null: the event is about a worker.</param>
/// <param name="Worker">The worker of the event; null: the event is about a request.</param>
internal readonly record struct SimulationEvent(EventKind Kind, SimulatedRequest? Request = null, SimulatedWorker? Worker = null);

internal enum EventKind
{
    /// <summary>A request is due.</summary>
    Due,

    /// <summary>A request has reached its replica.</summary>
    Received,

    /// <summary>A replica has read and tokenised a request.</summary>
    Tokenised,

    /// <summary>A batch ends, unless other work delayed it.</summary>
    BatchEnds,

    /// <summary>A worker has written its answers.</summary>
    WorkerFree,

    /// <summary>The answer has reached the caller.</summary>
    Answered,

    /// <summary>The refusal has reached the caller.</summary>
    Refused,
}
