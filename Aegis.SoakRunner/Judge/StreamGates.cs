namespace Aegis.SoakRunner.Judge;

internal static class StreamGates
{
    /// <summary>Fewer answers make no p50 or p95.</summary>
    private const int MinAnswers = 20;

    /// <summary>Fewer answers make no p99.</summary>
    private const int MinAnswersOfP99 = 100;

    public static IEnumerable<GateResult> Of(StreamPlan stream, SoakReport report)
    {
        var total = report.Totals.Single(figures => figures.Stream == stream.Name);
        var limits = stream.Limits ?? new StreamLimits();
        if (limits.P50Ms is { } p50)
        {
            yield return Latency("p50", stream, total.Latency.P50, p50, total.Latency.Count, MinAnswers);
        }

        if (limits.P95Ms is { } p95)
        {
            yield return Latency("p95", stream, total.Latency.P95, p95, total.Latency.Count, MinAnswers);
        }

        if (limits.P99Ms is { } p99)
        {
            yield return Latency("p99", stream, total.Latency.P99, p99, total.Latency.Count, MinAnswersOfP99);
        }

        if (limits.WorstWindowP95Ms is { } worst)
        {
            var windows = report.FullWindows()
                .Select(window => window.FiguresOf(stream.Name)!)
                .Where(figures => figures.Latency.Count > 0)
                .ToList();
            yield return Latency(
                "worst window p95", stream, windows.Select(figures => figures.Latency.P95).DefaultIfEmpty().Max(), worst, windows.Count, 1);
        }

        if (limits.Goodput is { } goodput)
        {
            var share = (double)total.Good / Math.Max(1, total.Outcomes.Total);
            yield return Gate(
                "goodput", stream,
                total.Outcomes.Total == 0 ? VerdictOutcome.Inconclusive : share >= goodput ? VerdictOutcome.Pass : VerdictOutcome.Fail,
                $"{Wording.Share(share)} within {Wording.Number(stream.ObjectiveMs)} ms", "at least " + Wording.Share(goodput));
        }

        if (limits.RefusalRate is { } refusals)
        {
            var share = (double)total.Outcomes.Refused / Math.Max(1, total.Outcomes.Total);
            yield return Gate("refusals", stream, share <= refusals, Wording.Share(share), "at most " + Wording.Share(refusals));
        }
    }

    /// <summary>Drift and growth of the p95, in every phase that is long enough.</summary>
    public static IEnumerable<GateResult> Trends(StreamPlan stream, SoakReport report)
    {
        var rubric = report.Profile.Rubric;
        if (rubric.P95Drift is null && rubric.LatencyGrowth is null)
        {
            yield break;
        }

        var phases = report.Profile.Phases.Where(phase => stream.SendsIn(phase.Name))
            .Select(phase => (phase.Name, Windows: Windows(stream, phase, report), Points: Points(stream, phase, report)))
            .Where(phase => phase.Points.Count >= rubric.LeastWindows)
            .ToList();
        if (phases.Count == 0)
        {
            yield return Gate(
                "p95 trend", stream, VerdictOutcome.Inconclusive, "no phase with enough full windows",
                $"at least {rubric.LeastWindows} windows", "run longer");
        }

        foreach (var (name, windows, points) in phases)
        {
            var suffix = report.Profile.Phases.Count > 1 ? $", {name}" : string.Empty;
            if (rubric.P95Drift is { } drift)
            {
                yield return Drift("p95 drift" + suffix, stream, windows, drift, rubric.DriftFloorMs);
            }

            if (rubric.LatencyGrowth is { } growth)
            {
                yield return Growing("p95 growth" + suffix, stream, points, growth, rubric);
            }
        }
    }

    private static List<StreamFigures> Windows(StreamPlan stream, Phase phase, SoakReport report) =>
        [.. report.FullWindows().Where(window => window.Phase == phase.Name).Select(window => window.FiguresOf(stream.Name)!)];

    private static List<(double Seconds, double? Value)> Points(StreamPlan stream, Phase phase, SoakReport report) =>
    [
        .. report.FullWindows().Where(window => window.Phase == phase.Name)
            .Select(
                window => (
                    window.FromSeconds, window.FiguresOf(stream.Name)!.Latency is { Count: > 0 } latency ? (double?)latency.P95 : null)),
    ];

    private static GateResult Drift(string gate, StreamPlan stream, List<StreamFigures> windows, double most, double floorMs)
    {
        var limit = Wording.Of($"at most +{100 * most:0} %, or {floorMs:0.#} ms");
        var atMost = windows.Count / 3;
        if (P95OfFirst(windows, atMost) is not { } first || P95OfFirst(Enumerable.Reverse(windows), atMost) is not { } last)
        {
            return Gate(gate, stream, VerdictOutcome.Inconclusive, "the first or the last window has no answer", limit);
        }

        return Gate(
            gate, stream, last - first <= floorMs || last <= first * (1 + most),
            Wording.Of($"{first:0.0} to {last:0.0} ms ({100 * ((last / first) - 1):+0;-0;0} %)"), limit);
    }

    // A window with few answers makes no p95: the median of as many windows as have enough answers.
    private static double? P95OfFirst(IEnumerable<StreamFigures> windows, int atMost)
    {
        long answers = 0;
        var taken = new List<double>();
        foreach (var window in windows.Take(atMost))
        {
            if (window.Latency.Count > 0)
            {
                taken.Add(window.Latency.P95);
                answers += window.Latency.Count;
            }

            if (answers >= MinAnswersOfP99)
            {
                break;
            }
        }

        return taken.Count == 0 ? null : Median.Of(taken);
    }

    private static GateResult Growing(
        string gate, StreamPlan stream, List<(double Seconds, double? Value)> points, double most, Rubric rubric)
    {
        var median = Median.Of(points.Where(point => point.Value is not null).Select(point => point.Value!.Value));
        var limit = Math.Max(most * median, rubric.DriftFloorMs);
        var growth = GrowthRule.Judge(points, limit, rubric.LeastWindows, stepIsGrowth: true);
        var measured = growth.Trend is { } trend
            ? Wording.Of($"{trend.Growth:+0.0;-0.0;0.0} ms ({Wording.Probability(trend.Probability)})")
            : "no trend to tell";
        return Gate(gate, stream, growth.Outcome, measured, "at most +" + Wording.Milliseconds(limit), growth.Explanation);
    }

    private static GateResult Latency(string gate, StreamPlan stream, double value, double most, long count, int least) => count < least
        ? Gate(
            gate, stream, VerdictOutcome.Inconclusive, $"{count} values", "at most " + Wording.Milliseconds(most),
            $"at least {least} are needed")
        : Gate(gate, stream, value <= most, Wording.Milliseconds(value), "at most " + Wording.Milliseconds(most));

    private static GateResult Gate(string gate, StreamPlan stream, bool holds, string measured, string limit) =>
        Gate(gate, stream, holds ? VerdictOutcome.Pass : VerdictOutcome.Fail, measured, limit);

    private static GateResult Gate(
        string gate, StreamPlan stream, VerdictOutcome outcome, string measured, string limit, string? explanation = null) =>
        new(gate, stream.Name, outcome, measured, limit, explanation);
}
