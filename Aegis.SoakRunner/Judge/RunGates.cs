namespace Aegis.SoakRunner.Judge;

/// <summary>Gates of the whole run, without the target's resources.</summary>
internal static class RunGates
{
    /// <summary>The gravest first.</summary>
    public static IEnumerable<GateResult> Of(SoakReport report, string? endedEarly)
    {
        var rubric = report.Profile.Rubric;
        yield return WrongAnswers(report);
        yield return ErrorRate(report);
        foreach (var fault in report.Faults)
        {
            yield return Gate(
                "fault: " + fault.Fault, fault.Right == fault.Count, $"{fault.Right} of {fault.Count} taken rightly", "all",
                fault.FirstProblem);
        }

        foreach (var ratio in rubric.Ratios ?? [])
        {
            yield return Ratio(ratio, report);
        }

        var due = report.Totals.Sum(stream => stream.Outcomes.Total);
        yield return Doubt(
            "requests", due >= rubric.LeastRequests, Wording.Number(due), "at least " + Wording.Number(rubric.LeastRequests), "run longer");
        var late = report.Totals.Select(stream => stream.Lateness.P99).DefaultIfEmpty().Max();
        yield return Doubt(
            "send lateness p99", late <= rubric.LatenessP99Ms, Wording.Milliseconds(late),
            "at most " + Wording.Milliseconds(rubric.LatenessP99Ms), "the runner could not send on time: its machine is too busy");
        var memory = report.Timeline.Select(window => window.Runner.WorkingSetBytes).DefaultIfEmpty().Max();
        yield return Doubt(
            "runner's memory", memory <= rubric.RunnerWorkingSet, Wording.Bytes(memory),
            "at most " + Wording.Bytes(rubric.RunnerWorkingSet), "the runner itself grew");
        yield return Doubt("run to its end", endedEarly is null, endedEarly ?? "yes", "yes", endedEarly);
    }

    // The warm-up counts, too: a vector must never be wrong.
    private static GateResult WrongAnswers(SoakReport report)
    {
        var wrong = report.Timeline.Sum(window => window.Streams.Sum(stream => stream.Outcomes.WrongAnswer));
        return Gate("wrong answers", wrong == 0, Wording.Number(wrong), "0", FirstProblem(report, OutcomeKind.WrongAnswer));
    }

    private static GateResult ErrorRate(SoakReport report)
    {
        long errors = 0, due = 0;
        foreach (var (stream, figures) in report.Profile.Streams.Zip(report.Totals))
        {
            due += figures.Outcomes.Total;
            errors += OutcomeTable.Errors(stream.RefusalsExpected).Sum(row => row.Count(figures.Outcomes));
        }

        var rate = (double)errors / Math.Max(1, due);
        var limit = report.Profile.Rubric.ErrorRate;
        var problem = OutcomeTable.Errors(report.Profile.Streams.All(stream => stream.RefusalsExpected))
            .Select(row => FirstProblem(report, row.Kind))
            .FirstOrDefault(problem => problem is not null);
        return Gate(
            "error rate", rate <= limit, Wording.Of($"{Wording.Share(rate)} ({errors} of {due})"), "at most " + Wording.Share(limit),
            errors == 0 ? null : problem);
    }

    private static string? FirstProblem(SoakReport report, OutcomeKind kind) =>
        report.Problems.FirstOrDefault(problem => problem.Kind == kind) is { } first
            ? Wording.Of($"{first.What} ({first.Stream}, {first.AtSeconds:F1} s, {first.Count} times)")
            : null;

    private static GateResult Ratio(RatioLimit ratio, SoakReport report)
    {
        var floor = ratio.FloorMs > 0 ? Wording.Of($", or {ratio.FloorMs:0.#} ms") : string.Empty;
        var limit = Wording.Of($"at most {ratio.AtMost:0.##} times '{ratio.BasePhase}'{floor}");
        var judged = Latency(report, ratio.Phase, ratio.Stream);
        var basis = Latency(report, ratio.BasePhase, ratio.Stream);
        if (basis is null || judged is null)
        {
            // No answer at all in the judged phase fails.
            return new GateResult(
                ratio.Name, ratio.Stream, basis is null ? VerdictOutcome.Inconclusive : VerdictOutcome.Fail, "no answer", limit,
                $"no answer in '{(basis is null ? ratio.BasePhase : ratio.Phase)}'");
        }

        var (now, before) = (At(judged, ratio.Percentile), At(basis, ratio.Percentile));
        var holds = now <= ratio.FloorMs || now <= ratio.AtMost * before;
        var found = Wording.Of($"{now / before:0.00} times: p{ratio.Percentile:0} {before:0.0} ms in '{ratio.BasePhase}', ")
            + Wording.Of($"{now:0.0} ms in '{ratio.Phase}'");
        return new GateResult(ratio.Name, ratio.Stream, holds ? VerdictOutcome.Pass : VerdictOutcome.Fail, found, limit, null);
    }

    private static Percentiles? Latency(SoakReport report, string phase, string stream) =>
        report.PhaseTotals.SingleOrDefault(figures => figures.Phase == phase)?.Streams
            .SingleOrDefault(figures => figures.Stream == stream)?.Latency is { Count: > 0 } latency
            ? latency
            : null;

    private static double At(Percentiles latency, double percentile) => percentile switch
    {
        50 => latency.P50,
        90 => latency.P90,
        95 => latency.P95,
        99 => latency.P99,
        _ => latency.Max,
    };

    private static GateResult Doubt(string gate, bool holds, string measured, string limit, string? explanation) =>
        new(gate, null, holds ? VerdictOutcome.Pass : VerdictOutcome.Inconclusive, measured, limit, holds ? null : explanation);

    private static GateResult Gate(string gate, bool holds, string measured, string limit, string? explanation) =>
        new(gate, null, holds ? VerdictOutcome.Pass : VerdictOutcome.Fail, measured, limit, explanation);
}
