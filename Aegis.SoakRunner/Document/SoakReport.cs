namespace Aegis.SoakRunner.Document;

/// <summary>All that a run was and found: the one document that every renderer reads, described by <c>soak-report.schema.json</c>.</summary>
/// <param name="Format">Version of this format: 1.</param>
/// <param name="Id">Name of the run's folder: start and profile.</param>
/// <param name="StartedAt">When the first request was due, in UTC.</param>
/// <param name="Command">The command line that repeats it.</param>
/// <param name="Profile">What was done and what it is held to.</param>
/// <param name="Machine">Where the runner ran.</param>
/// <param name="Target">What was loaded.</param>
/// <param name="Runner">The runner's version with its commit.</param>
/// <param name="Timeline">What was measured, window by window.</param>
/// <param name="Totals">Each stream over the whole judged time.</param>
/// <param name="PhaseTotals">Each stream in each phase, warm-up left out.</param>
/// <param name="Faults">What was done on purpose and how the target took it.</param>
/// <param name="Problems">The first problems of each kind, as they were met.</param>
/// <param name="Notes">What could not be checked, and why.</param>
/// <param name="Verdict">The judgement.</param>
internal sealed record SoakReport(
    int Format,
    string Id,
    DateTimeOffset StartedAt,
    string Command,
    SoakProfile Profile,
    MachineFacts Machine,
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
    /// <summary>The windows from which trends are told.</summary>
    // A method: a property would become a field of the JSON.
    public IReadOnlyList<TimelineWindow> FullWindows() => [.. Timeline.Where(window => window.Kind == WindowKind.Full)];
}

/// <summary>The machine of the runner.</summary>
internal sealed record MachineFacts(string Cpu, int Cores, long MemoryBytes, string OperatingSystem, string DotNet);

/// <summary>The target; null: it does not say.</summary>
/// <param name="Address">Base address.</param>
/// <param name="IsLocal">Whether it runs on the runner's machine.</param>
/// <param name="Version">Version with commit.</param>
/// <param name="Backend"><c>onnx</c> or <c>deterministic</c>.</param>
/// <param name="Model">Model id.</param>
/// <param name="Fingerprint">SHA-256 of the model's file.</param>
/// <param name="Provider">Execution provider.</param>
/// <param name="Precision">Precision.</param>
/// <param name="OnnxRuntime">Version of ONNX Runtime.</param>
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

/// <summary>The streams in one phase.</summary>
internal sealed record PhaseFigures(string Phase, IReadOnlyList<StreamFigures> Streams);

/// <summary>One kind of fault.</summary>
/// <param name="Fault">What was done.</param>
/// <param name="Count">How often.</param>
/// <param name="Right">How often the target took it as it should.</param>
/// <param name="FirstProblem">The first that it did not; null when there was none.</param>
internal sealed record FaultFigures(string Fault, int Count, int Right, string? FirstProblem);

/// <summary>Something that went wrong.</summary>
/// <param name="AtSeconds">When, since the first request was due.</param>
/// <param name="Stream">In which stream.</param>
/// <param name="Kind">How it is counted.</param>
/// <param name="What">What, in words.</param>
/// <param name="Count">How often the same was met.</param>
internal sealed record Problem(double AtSeconds, string Stream, OutcomeKind Kind, string What, long Count);
