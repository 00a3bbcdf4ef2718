using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Plan;

/// <summary>A part of the run on its clock: the warm-up or a phase.</summary>
/// <param name="Phase">The phase; of the warm-up, the first one, whose streams send in it.</param>
/// <param name="IsWarmUp">Whether it is left out of the judgement.</param>
/// <param name="FromSeconds">Its start.</param>
/// <param name="ToSeconds">Its end.</param>
internal sealed record RunPhase(string Phase, bool IsWarmUp, double FromSeconds, double ToSeconds);

/// <summary>Lays the phases of a profile on the clock of a run.</summary>
internal static class RunPhases
{
    /// <summary>The warm-up, where there is one, then the phases.</summary>
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

    /// <summary>The stretches in which a stream sends.</summary>
    public static IEnumerable<RunPhase> Of(SoakProfile profile, StreamPlan stream) => Of(profile).Where(phase => stream.SendsIn(phase.Phase));
}
