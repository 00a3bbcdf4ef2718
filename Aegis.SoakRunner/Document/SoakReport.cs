namespace Aegis.SoakRunner.Document;

/// <summary>The document of a run, which every renderer reads. Described by <c>soak-report.schema.json</c>.</summary>
/// <param name="Id">Name of the run's folder.</param>
/// <param name="StartedAt">When the first request was due, in UTC.</param>
/// <param name="Command">The command line that repeats the run.</param>
/// <param name="Totals">Each stream over the judged time.</param>
/// <param name="Problems">The first problem of each kind, in order of time.</param>
/// <param name="Notes">What could not be checked, and why.</param>
internal sealed record SoakReport(
    int Format,
    string Id,
    DateTimeOffset StartedAt,
    string Command,
    SoakProfile Profile,
    RunnerMachine Machine,
    TargetFacts Target,
    string Runner,
    IReadOnlyList<TimelineWindow> Timeline,
    IReadOnlyList<StreamFigures> Totals,
    IReadOnlyList<PhaseFigures> PhaseTotals,
    IReadOnlyList<FaultFigures> Faults,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<string> Notes,
    Verdict Verdict)
{
    // A method: a property would become a field of the JSON.
    public IReadOnlyList<TimelineWindow> FullWindows() => [.. Timeline.Where(window => window.Kind == WindowKind.Full)];
}

internal sealed record RunnerMachine(string Cpu, int Cores, long MemoryBytes, string OperatingSystem, string DotNet);

/// <summary>The target. Null: not known.</summary>
/// <param name="IsLocal">Whether the target runs on the runner's machine.</param>
/// <param name="Backend"><c>onnx</c> or <c>deterministic</c>.</param>
/// <param name="Fingerprint">SHA-256 of everything that makes a vector.</param>
internal sealed record TargetFacts(
    string Address,
    bool IsLocal,
    string? Version,
    string? Backend,
    string? Model,
    string? Fingerprint,
    string? Provider,
    string? Precision,
    string? OnnxRuntime);

internal sealed record PhaseFigures(string Phase, IReadOnlyList<StreamFigures> Streams);

/// <param name="Right">How often the target handled it correctly.</param>
/// <param name="FirstProblem">The first wrong reaction; null: none.</param>
internal sealed record FaultFigures(string Fault, int Count, int Right, string? FirstProblem);

/// <summary>A kind of failure, with its first case.</summary>
/// <param name="AtSeconds">Time of the first case, since the first request was due.</param>
/// <param name="Count">Cases so far.</param>
internal sealed record Problem(double AtSeconds, string Stream, OutcomeKind Kind, string What, long Count);
