using System.Globalization;

namespace Aegis.SoakRunner.Target;

/// <summary>Processor time of all processes of this machine: the first line of <c>/proc/stat</c>, on Linux only.</summary>
/// <remarks>
/// <code>
/// cpu  user nice system idle iowait irq softirq steal guest guest_nice   (in hundredths of a second, all cores together)
/// </code>
/// </remarks>
internal static class ProcStat
{
    private const string StatFile = "/proc/stat";
    private const double TicksPerSecond = 100;

    /// <summary>Processor time that was not idle, in seconds; null: not known.</summary>
    public static double? BusySeconds() => File.Exists(StatFile) ? BusySeconds(File.ReadLines(StatFile).First()) : null;

    internal static double BusySeconds(string line)
    {
        double[] ticks =
        [
            .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Take(8)
                .Select(field => double.Parse(field, CultureInfo.InvariantCulture)),
        ];
        const int Idle = 3, Waiting = 4;
        return (ticks.Sum() - ticks[Idle] - ticks[Waiting]) / TicksPerSecond;
    }
}
