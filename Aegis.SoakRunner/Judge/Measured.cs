using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Judge;

/// <summary>What a run has measured, as far as it is judged.</summary>
/// <param name="Profile">What it is held to.</param>
/// <param name="Timeline">Its windows.</param>
/// <param name="Totals">Each stream over the judged time.</param>
/// <param name="PhaseTotals">Each stream in each phase.</param>
/// <param name="Faults">What was done on purpose.</param>
/// <param name="Problems">What went wrong.</param>
/// <param name="EndedEarly">Why the run was not done to its end; null when it was.</param>
internal sealed record Measured(
    SoakProfile Profile,
    IReadOnlyList<TimelineWindow> Timeline,
    IReadOnlyList<StreamFigures> Totals,
    IReadOnlyList<PhaseFigures> PhaseTotals,
    IReadOnlyList<FaultFigures> Faults,
    IReadOnlyList<Problem> Problems,
    string? EndedEarly)
{
    /// <summary>Whether the target runs on the runner's machine, so that its process can be looked at.</summary>
    public bool IsLocal { get; init; } = true;

    /// <summary>The windows from which trends are told.</summary>
    public IReadOnlyList<TimelineWindow> FullWindows { get; } = [.. Timeline.Where(window => window.Kind == WindowKind.Full)];

    /// <summary>The first problem of a kind, in words.</summary>
    public string? First(OutcomeKind kind) =>
        Problems.FirstOrDefault(problem => problem.Kind == kind) is { } problem ? $"{problem.What} ({problem.Stream}, {Wording.Of($"{problem.AtSeconds:F1}")} s, {problem.Count} times)" : null;
}
