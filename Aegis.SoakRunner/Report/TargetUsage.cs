using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Report;

/// <summary>What the target used, from the samples of a timeline.</summary>
/// <param name="Start">At the end of the first judged window that has a sample; null: none has.</param>
/// <param name="End">The last sample, after the drain where there is one.</param>
/// <param name="Samples">Samples of the judged time and after it.</param>
/// <param name="Cores">Processor time between start and end of the judged time, in cores.</param>
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

    /// <summary>From start to end; null where either is not known.</summary>
    public double? Growth(Func<TargetSample, double?> value) => Start is null || End is null ? null : value(End) - value(Start);

    public double? Most(Func<TargetSample, double?> value) => Samples.Max(value);

    /// <summary>Processor time begins again at 0 with a new process, so it tells nothing across a restart.</summary>
    private static double? CoresBetween(TimelineWindow first, TimelineWindow last)
    {
        var seconds = last.EndSeconds() - first.EndSeconds();
        return seconds <= 0 || first.Target!.Restarts != last.Target!.Restarts ? null : (last.Target.CpuSeconds - first.Target.CpuSeconds) / seconds;
    }
}
