namespace Aegis.SoakRunner.Document;

/// <summary>Where the runner is; sent whenever it changes.</summary>
/// <param name="Status">What it does.</param>
/// <param name="Target">Base address of the target.</param>
/// <param name="RunId">The run; null before the first.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Phase">The phase that it is in.</param>
/// <param name="ElapsedSeconds">Since its first request was due.</param>
/// <param name="TotalSeconds">Length of the run.</param>
/// <param name="Message">What it waits for, or why it ended early; null: nothing to say.</param>
/// <param name="Verdict">The judgement, once there is one.</param>
internal sealed record LiveState(
    RunStatus Status,
    string Target,
    string? RunId,
    string? Profile,
    string? Phase,
    double ElapsedSeconds,
    double TotalSeconds,
    string? Message,
    VerdictOutcome? Verdict);

/// <summary>What the runner does.</summary>
internal enum RunStatus
{
    /// <summary>Nothing yet.</summary>
    Idle,

    /// <summary>Waits until the target is ready.</summary>
    Waiting,

    /// <summary>Loads.</summary>
    Running,

    /// <summary>Waits for the last answers, then for the target to settle.</summary>
    Draining,

    /// <summary>Has a verdict and a report.</summary>
    Finished,

    /// <summary>Could not run; the message says why.</summary>
    Failed,
}

/// <summary>One second.</summary>
/// <param name="Seconds">Its end, since the first request was due.</param>
/// <param name="Streams">What each stream did in it.</param>
/// <param name="WorkingSetBytes">The target's resident memory; null: not known, as with all that follow.</param>
/// <param name="HeapBytes">Its managed heap.</param>
/// <param name="QueueInputs">Inputs admitted and not yet answered.</param>
/// <param name="CpuCores">Processor time of the target over this second, in cores.</param>
internal sealed record LiveTick(
    double Seconds,
    IReadOnlyList<StreamTick> Streams,
    long? WorkingSetBytes,
    long? HeapBytes,
    double? QueueInputs,
    double? CpuCores);

/// <summary>One second of one stream; latencies in milliseconds.</summary>
internal sealed record StreamTick(string Stream, double OkPerSecond, double RefusedPerSecond, double FailedPerSecond, double P50, double P95, double P99, int InFlight);

/// <summary>A profile to choose.</summary>
internal sealed record ProfileItem(string Name, string Description, int Seconds);

/// <summary>A past run, with its report where it has one.</summary>
internal sealed record RunItem(string Id, string Profile, DateTimeOffset StartedAt, double Seconds, VerdictOutcome? Outcome, string? Reason);

/// <summary>Body of <c>POST /api/runs</c>.</summary>
/// <param name="Profile">Name of a profile.</param>
internal sealed record StartRequest(string Profile);

/// <summary>Why a request was refused.</summary>
internal sealed record ErrorAnswer(string Error);
