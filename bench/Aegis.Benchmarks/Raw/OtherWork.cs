using System.Diagnostics;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Target;

namespace Aegis.Benchmarks.Raw;

/// <summary>CPU time of other processes on this machine since this was made (<see cref="ProcStat"/>).</summary>
internal sealed class OtherWork
{
    /// <summary>Cores. Other processes always use a little.</summary>
    private const double Noticeable = 0.1;

    private readonly RunClock _clock = new(TimeProvider.System);
    private readonly double _before = OtherSeconds();

    public bool IsNoticeable => (OtherSeconds() - _before) / _clock.Elapsed.TotalSeconds > Noticeable;

    private static double OtherSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return ProcStat.BusySeconds() is { } busy ? busy - process.TotalProcessorTime.TotalSeconds : 0;
    }
}
