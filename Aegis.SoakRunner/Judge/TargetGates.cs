namespace Aegis.SoakRunner.Judge;

/// <summary>Gates of the target's memory, threads and handles.</summary>
internal static class TargetGates
{
    public static IEnumerable<GateResult> Of(SoakReport report)
    {
        var rubric = report.Profile.Rubric;
        if (rubric.WorkingSetGrowth is { } workingSet)
        {
            yield return Growing("working set growth", report, sample => sample.WorkingSetBytes, workingSet, Wording.Bytes);
        }

        if (rubric.HeapGrowth is { } heap)
        {
            yield return Growing("heap growth", report, sample => sample.HeapBytes, heap, Wording.Bytes);
        }

        if (report.Target.IsLocal && rubric.ThreadGrowth is { } threads)
        {
            yield return Growing("thread growth", report, sample => sample.Threads, threads, Wording.Number);
        }

        if (report.Target.IsLocal && rubric.HandleGrowth is { } handles)
        {
            yield return Growing("handle growth", report, sample => sample.Handles, handles, Wording.Number);
        }

        // Without a process id, restarts are not known.
        if (report.Timeline.All(window => window.Target?.ProcessId is null))
        {
            yield break;
        }

        var restarts = report.Timeline.Select(window => window.Target?.Restarts ?? 0).DefaultIfEmpty().Max();
        yield return new GateResult(
            "restarts", null, restarts == 0 ? VerdictOutcome.Pass : VerdictOutcome.Fail, Wording.Number(restarts), "0",
            restarts == 0 ? null : "the target came back as another process");
    }

    private static GateResult Growing(
        string gate, SoakReport report, Func<TargetSample, double?> value, double most, Func<double, string> write)
    {
        var points = report.FullWindows()
            .Select(window => (window.FromSeconds, window.Target is { } sample ? value(sample) : null))
            .ToList();
        var growth = GrowthRule.Judge(points, most, report.Profile.Rubric.LeastWindows, stepIsGrowth: false);
        var found = growth.Trend is { } trend
            ? $"{(trend.Growth < 0 ? "-" : "+")}{write(Math.Abs(trend.Growth))} ({Wording.Probability(trend.Probability)}), "
                + $"{write(First(points))} to {write(Last(points))}"
            : "not known";
        return new GateResult(gate, null, growth.Outcome, found, "at most +" + write(most), growth.Explanation);
    }

    private static double First(List<(double, double? Value)> points) => points.First(point => point.Value is not null).Value!.Value;

    private static double Last(List<(double, double? Value)> points) => points.Last(point => point.Value is not null).Value!.Value;
}
