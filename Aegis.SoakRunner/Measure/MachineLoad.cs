using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Measure;

/// <summary>Load of other processes on the machine (<see cref="ProcStat"/>), which disturbs the latencies.</summary>
internal sealed class MachineLoad
{
    /// <summary>Cores. Other processes always use a little.</summary>
    private const double Noticeable = 0.1;

    private (TimelineWindow Window, double Busy)? _first;
    private (TimelineWindow Window, double Busy)? _last;

    public void WindowEnded(TimelineWindow window)
    {
        if (window.Target?.CpuSeconds is null || ProcStat.BusySeconds() is not { } busy)
        {
            return;
        }

        _first ??= (window, busy);
        _last = (window, busy);
    }

    /// <summary>A note for the report; null: not known, or not noticeable.</summary>
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
        return cores < Noticeable ? null : Wording.Of(
            $"Other processes used {cores:0.0} of {Environment.ProcessorCount} cores on average: latencies and rates are partly theirs.");
    }
}
