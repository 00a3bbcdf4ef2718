using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Target;
using Aegis.SoakRunner.Text;

namespace Aegis.SoakRunner.Measure;

/// <summary>What else ran on the machine (<see cref="ProcStat"/>): latencies under somebody else's build are not the target's.</summary>
internal sealed class MachineLoad
{
    /// <summary>Others always do a little.</summary>
    private const double Noticeable = 0.1;

    private (TimelineWindow Window, double Busy)? _first;
    private (TimelineWindow Window, double Busy)? _last;

    /// <summary>Notes how busy the machine was until a window's end.</summary>
    public void WindowEnded(TimelineWindow window)
    {
        if (window.Target?.CpuSeconds is null || ProcStat.BusySeconds() is not { } busy)
        {
            return;
        }

        _first ??= (window, busy);
        _last = (window, busy);
    }

    /// <summary>What to say of it; null when nobody else did much, or it is not known.</summary>
    public string? Note()
    {
        if (_first is not { } first || _last is not { } last || last.Window.Number == first.Window.Number)
        {
            return null;
        }

        var others = last.Busy - first.Busy
            - (last.Window.Runner.CpuSeconds - first.Window.Runner.CpuSeconds)
            - (last.Window.Target!.CpuSeconds!.Value - first.Window.Target!.CpuSeconds!.Value);
        var cores = others / Math.Max(1, last.Window.EndSeconds() - first.Window.EndSeconds());
        return cores < Noticeable ? null : Wording.Of($"Other processes used {cores:0.0} of {Environment.ProcessorCount} cores on average: latencies and rates are partly theirs.");
    }
}
