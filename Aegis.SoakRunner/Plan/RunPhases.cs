using Aegis.SoakRunner.Document;

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

    /// <summary>The phases in which a stream sends.</summary>
    public static IEnumerable<RunPhase> Of(SoakProfile profile, StreamPlan stream) => Of(profile).Where(phase => stream.SendsIn(phase.Phase));
}
