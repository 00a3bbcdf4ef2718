using System.Diagnostics;
using Aegis.SoakRunner.Target;

namespace Aegis.Benchmarks.Load;

/// <summary>What other processes do on this machine meanwhile; on Linux only, elsewhere nothing is seen.</summary>
internal sealed class OtherWork
{
    /// <summary>Others always do a little.</summary>
    private const double Noticeable = 0.1;

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly double _others = Others();

    /// <summary>Whether they took more than a tenth of a core since this was made.</summary>
    public bool IsNoticeable => (Others() - _others) / Stopwatch.GetElapsedTime(_begin).TotalSeconds > Noticeable;

    private static double Others()
    {
        using var process = Process.GetCurrentProcess();
        return ProcStat.BusySeconds() is { } busy ? busy - process.TotalProcessorTime.TotalSeconds : 0;
    }
}
