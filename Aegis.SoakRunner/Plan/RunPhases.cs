namespace Aegis.SoakRunner.Plan;

/// <summary>The warm-up or a phase on the clock of the run.</summary>
/// <param name="Phase">The phase. The warm-up has the first one: its streams send.</param>
internal sealed record RunPhase(string Phase, bool IsWarmUp, double FromSeconds, double ToSeconds);

internal static class RunPhases
{
    public static IReadOnlyList<RunPhase> Of(SoakProfile profile)
    {
        var phases = new List<RunPhase>();
        double at = 0;
        if (profile.WarmUpSeconds > 0)
        {
            phases.Add(new RunPhase(profile.Phases[0].Name, IsWarmUp: true, at, at += profile.WarmUpSeconds));
        }

        foreach (var phase in profile.Phases)
        {
            phases.Add(new RunPhase(phase.Name, IsWarmUp: false, at, at += phase.Seconds));
        }

        return phases;
    }

    public static IEnumerable<RunPhase> Of(SoakProfile profile, StreamPlan stream) =>
        Of(profile).Where(phase => stream.SendsIn(phase.Phase));
}

/// <summary>A window before it is measured.</summary>
internal sealed record PlannedWindow(string Phase, WindowKind Kind, double FromSeconds, double ToSeconds)
{
    /// <summary>The windows of a profile. No window reaches into the next phase.</summary>
    public static IReadOnlyList<PlannedWindow> Of(SoakProfile profile)
    {
        var windows = new List<PlannedWindow>();
        foreach (var phase in RunPhases.Of(profile))
        {
            for (var from = phase.FromSeconds; from < phase.ToSeconds; from += profile.WindowSeconds)
            {
                var to = Math.Min(from + profile.WindowSeconds, phase.ToSeconds);
                var kind = phase.IsWarmUp ? WindowKind.WarmUp : to - from < profile.WindowSeconds ? WindowKind.Partial : WindowKind.Full;
                windows.Add(new PlannedWindow(phase.Phase, kind, from, to));
            }
        }

        return windows;
    }
}
