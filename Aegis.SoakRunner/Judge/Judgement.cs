namespace Aegis.SoakRunner.Judge;

/// <summary>Judges a run by the rubric of its profile.</summary>
internal static class Judgement
{
    /// <summary>Judges what was measured. Pure; a run that still goes on can be judged too.</summary>
    /// <param name="report">What was measured; its verdict is not read.</param>
    /// <param name="endedEarly">Why the run did not reach its end; null when it did.</param>
    public static Verdict On(SoakReport report, string? endedEarly)
    {
        List<GateResult> gates =
        [
            .. RunGates.Of(report, endedEarly),
            .. report.Profile.Streams.SelectMany(stream => StreamGates.Of(stream, report)),
            .. report.Profile.Streams.SelectMany(stream => StreamGates.Trends(stream, report)),
            .. TargetGates.Of(report),
        ];
        return Find(VerdictOutcome.Fail, gates)
            ?? Find(VerdictOutcome.Inconclusive, gates)
            ?? new Verdict(VerdictOutcome.Pass, $"all {gates.Count} gates hold", gates);
    }

    private static Verdict? Find(VerdictOutcome outcome, List<GateResult> gates)
    {
        var found = gates.Where(gate => gate.Outcome == outcome).ToList();
        if (found.Count == 0)
        {
            return null;
        }

        var more = found.Count == 1 ? string.Empty : $"; and {found.Count - 1} more";
        return new Verdict(outcome, Describe(found[0]) + more, gates);
    }

    private static string Describe(GateResult gate) =>
        $"{gate.Gate}{(gate.Stream is { } stream ? $" of {stream}" : string.Empty)}: {gate.Measured} ({gate.Limit})"
        + (gate.Explanation is { } why ? $": {why}" : string.Empty);
}
