using System.Diagnostics;
using System.Globalization;

namespace Aegis.Benchmarks.Load;

/// <summary>What other processes do on this machine meanwhile; on Linux only, elsewhere nothing is seen.</summary>
internal sealed class OtherWork
{
    /// <summary>Others always do a little.</summary>
    private const double Noticeable = 0.1;

    private const string StatFile = "/proc/stat";
    private const double TicksPerSecond = 100;

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly double _others = Others();

    /// <summary>Whether they took more than a tenth of a core since this was made.</summary>
    public bool IsNoticeable => (Others() - _others) / Stopwatch.GetElapsedTime(_begin).TotalSeconds > Noticeable;

    // cpu  user nice system idle iowait irq softirq steal guest guest_nice   (in hundredths of a second, all cores together)
    private static double Others()
    {
        if (!File.Exists(StatFile))
        {
            return 0;
        }

        double[] ticks = [.. File.ReadLines(StatFile).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
        const int Idle = 3, Waiting = 4;
        using var process = Process.GetCurrentProcess();
        return ((ticks.Sum() - ticks[Idle] - ticks[Waiting]) / TicksPerSecond) - process.TotalProcessorTime.TotalSeconds;
    }
}
