using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Plan;

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
