namespace Aegis.SoakRunner.Document;

/// <summary>What is done to the target on purpose while the streams go on.</summary>
/// <param name="Kinds">Which faults, in turn.</param>
/// <param name="EverySeconds">Seconds from one to the next.</param>
/// <param name="BurstSize">Requests of a burst, more than the target's queue takes.</param>
/// <param name="TerminateAtEnd">Ends a local target by SIGTERM under load, if the command line allows it: no accepted request may be lost.</param>
internal sealed record FaultPlan(IReadOnlyList<FaultKind> Kinds, double EverySeconds, int BurstSize = 400, bool TerminateAtEnd = false);

/// <summary>The faults.</summary>
internal enum FaultKind
{
    /// <summary>A request whose sender is gone before the answer.</summary>
    HangUp,

    /// <summary>A large answer that is read byte by byte.</summary>
    SlowReader,

    /// <summary>A body above every limit: 413 is the right answer.</summary>
    OversizedBody,

    /// <summary>A body that is no JSON: 400 is the right answer.</summary>
    BrokenJson,

    /// <summary>More requests at the same moment than the queue takes: 200, or 429 with Retry-After.</summary>
    Burst,
}
