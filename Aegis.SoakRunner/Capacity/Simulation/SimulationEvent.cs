namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>What happens at a moment.</summary>
/// <param name="Kind">What.</param>
/// <param name="Request">To which request; null where it is none.</param>
/// <param name="Worker">At which worker; null where it is none.</param>
internal readonly record struct SimulationEvent(EventKind Kind, SimulatedRequest? Request = null, SimulatedWorker? Worker = null);

/// <summary>Kinds of events.</summary>
internal enum EventKind
{
    /// <summary>A request is due.</summary>
    Due,

    /// <summary>A request has reached its replica.</summary>
    Received,

    /// <summary>It is read and tokenised.</summary>
    Tokenised,

    /// <summary>A worker's Run is at its end, unless other work held it up.</summary>
    RunEnds,

    /// <summary>A worker has written its answers.</summary>
    WorkerFree,

    /// <summary>The answer is there.</summary>
    Answered,

    /// <summary>The refusal is there.</summary>
    Refused,
}
