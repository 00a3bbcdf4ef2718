namespace Aegis.SoakRunner.Document;

/// <summary>Faults that the runner makes on purpose while the streams send.</summary>
/// <param name="Kinds">The faults, in turn.</param>
/// <param name="EverySeconds">Seconds from one to the next.</param>
/// <param name="BurstSize">Requests of a burst: more than the target's queue takes.</param>
/// <param name="TerminateAtEnd">Ends a local target by SIGTERM under load. No accepted request may be lost.</param>
internal sealed record FaultPlan(IReadOnlyList<FaultKind> Kinds, double EverySeconds, int BurstSize = 400, bool TerminateAtEnd = false);

internal enum FaultKind
{
    /// <summary>The client closes the connection before the answer.</summary>
    HangUp,

    /// <summary>The client reads a large answer slowly.</summary>
    SlowReader,

    /// <summary>A body above every limit. Correct: 413.</summary>
    OversizedBody,

    /// <summary>A body that is not JSON. Correct: 400.</summary>
    BrokenJson,

    /// <summary>More requests at once than the queue takes. Correct: 200, or 429 with Retry-After.</summary>
    Burst,
}
