namespace Aegis.SoakRunner.Report;

/// <summary>Resources of the target, from the samples of a timeline.</summary>
/// <param name="Start">At the end of the first judged window with a sample; null: none.</param>
/// <param name="End">The last sample.</param>
/// <param name="Cores">Cores used in the judged time.</param>
internal sealed record TargetUsage(TargetSample? Start, TargetSample? End, IReadOnlyList<TargetSample> Samples, double? Cores)
{
    public static TargetUsage Of(SoakReport report)
    {
        TimelineWindow[] sampled = [.. report.Timeline.Where(window => window.Kind != WindowKind.WarmUp && window.Target is not null)];
        TimelineWindow[] loaded = [.. sampled.Where(window => window.Kind != WindowKind.Drain && window.Target!.CpuSeconds is not null)];
        return new(
            sampled.FirstOrDefault()?.Target,
            sampled.LastOrDefault()?.Target,
            [.. sampled.Select(window => window.Target!)],
            loaded.Length < 2 ? null : CoresBetween(loaded[0], loaded[^1]));
    }

    public double? Growth(Func<TargetSample, double?> value) => Start is null || End is null ? null : value(End) - value(Start);

    public double? Max(Func<TargetSample, double?> value) => Samples.Max(value);

    /// <summary>A new process starts with processor time 0.</summary>
    private static double? CoresBetween(TimelineWindow first, TimelineWindow last)
    {
        var seconds = last.EndSeconds() - first.EndSeconds();
        return seconds <= 0 || first.Target!.Restarts != last.Target!.Restarts
            ? null
            : (last.Target.CpuSeconds - first.Target.CpuSeconds) / seconds;
    }
}
