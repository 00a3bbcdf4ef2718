namespace Aegis.SoakRunner.Document;

/// <summary>State of the runner, sent at each change.</summary>
/// <param name="RunId">Null before the first run.</param>
/// <param name="ElapsedSeconds">Since the first request was due.</param>
/// <param name="TotalSeconds">Length of the run.</param>
/// <param name="Message">What the runner waits for, or why the run ended early.</param>
/// <param name="Verdict">Null until the run is judged.</param>
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

internal enum RunStatus
{
    Idle,

    /// <summary>The target is not ready yet.</summary>
    Waiting,
    Running,

    /// <summary>Every request is sent; the last answers are due, then a pause.</summary>
    Draining,

    /// <summary>The verdict and the report are there.</summary>
    Finished,

    /// <summary>The run was not possible; the message says why.</summary>
    Failed,
}

/// <param name="Seconds">End of the second, since the first request was due.</param>
/// <param name="WorkingSetBytes">Resident memory of the target. Null here and below: not known.</param>
/// <param name="CpuCores">Cores that the target used in this second.</param>
internal sealed record LiveTick(
    double Seconds,
    IReadOnlyList<StreamTick> Streams,
    long? WorkingSetBytes,
    long? HeapBytes,
    double? QueueInputs,
    double? CpuCores);

/// <summary>One second of one stream. Latencies in milliseconds.</summary>
internal sealed record StreamTick(
    string Stream, double OkPerSecond, double RefusedPerSecond, double FailedPerSecond, double P50, double P95, double P99, int InFlight);

internal sealed record ProfileItem(string Name, string Description, int Seconds);

/// <summary>A past run. Outcome is null without a report.</summary>
internal sealed record RunItem(
    string Id, string Profile, DateTimeOffset StartedAt, double Seconds, VerdictOutcome? Outcome, string? Reason);

/// <summary>Body of <c>POST /api/runs</c>.</summary>
internal sealed record StartRequest(string Profile);

internal sealed record ErrorAnswer(string Error);
