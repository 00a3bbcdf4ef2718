using Aegis.SoakRunner.Plan;

namespace Aegis.SoakRunner.Load;

/// <summary>When the requests of an open stream are due. Pure: equal seeds give equal moments.</summary>
internal static class ArrivalSchedule
{
    /// <summary>The moments in order, on the clock of the run.</summary>
    public static IEnumerable<TimeSpan> Of(Arrivals arrivals, IEnumerable<RunPhase> phases, ulong seed)
    {
        var random = new Random((int)(seed % int.MaxValue));
        foreach (var phase in phases)
        {
            foreach (var offset in Offsets(arrivals, phase.ToSeconds - phase.FromSeconds, random))
            {
                yield return TimeSpan.FromSeconds(phase.FromSeconds + offset);
            }
        }
    }

    private static IEnumerable<double> Offsets(Arrivals arrivals, double seconds, Random random) => arrivals.Kind switch
    {
        ArrivalKind.Poisson => Poisson(arrivals.PerSecond, seconds, random),
        ArrivalKind.Ramp => Ramp(arrivals.PerSecond, arrivals.ToPerSecond ?? arrivals.PerSecond, seconds),
        ArrivalKind.Burst => Bursts(arrivals.PerSecond, arrivals.BurstSize ?? 1, seconds),
        _ => Bursts(arrivals.PerSecond, 1, seconds),
    };

    private static IEnumerable<double> Poisson(double perSecond, double seconds, Random random)
    {
        for (var at = Gap(); at < seconds; at += Gap())
        {
            yield return at;
        }

        double Gap() => -Math.Log(1 - random.NextDouble()) / perSecond;
    }

    private static IEnumerable<double> Bursts(double perSecond, int size, double seconds)
    {
        for (long number = 0; number / perSecond * size is var at && at < seconds; number++)
        {
            for (var i = 0; i < size; i++)
            {
                yield return at;
            }
        }
    }

    // After t seconds from·t + (to - from)·t²/(2·seconds) requests are due; solved for t.
    private static IEnumerable<double> Ramp(double from, double to, double seconds)
    {
        var slope = (to - from) / seconds;
        var count = (from + to) / 2 * seconds;
        for (long number = 0; number < count; number++)
        {
            yield return Math.Abs(slope) < 1e-12 ? number / from : (Math.Sqrt((from * from) + (2 * slope * number)) - from) / slope;
        }
    }
}
