using Aegis.Capacity.Numbers;
using Aegis.Capacity.Simulation;

namespace Aegis.Capacity.Planning;

/// <summary>Requests of one kind.</summary>
/// <param name="PerSecond">Requests a second, all replicas together.</param>
/// <param name="Lengths">Tokens of a text.</param>
/// <param name="Inputs">Texts of a request.</param>
/// <param name="Pattern">How the requests arrive.</param>
internal sealed record CapacityLoad(string Name, double PerSecond, Lengths Lengths, int Inputs, ArrivalPattern Pattern)
{
    /// <summary>Mean number of requests of a burst.</summary>
    private const double BurstSize = 8;

    /// <summary>Seconds between requests that must not meet.</summary>
    private const double Apart = 10_000;

    /// <summary>The requests of a time.</summary>
    /// <param name="share">Share of the requests, for a simulation of a part of the replicas.</param>
    /// <param name="seconds">The time.</param>
    /// <param name="seed">The same seed gives the same requests.</param>
    public SimulatedStream Stream(double share, double seconds, ulong seed) => new(Name, Due(share * PerSecond, seconds, seed));

    /// <summary>A number of requests, each of which finds an idle server.</summary>
    public SimulatedStream Alone(int count, ulong seed) => new(Name, DueAlone(count, seed));

    // Poisson: exponential gaps between requests. Bursty: exponential gaps between bursts, whose sizes are geometric.
    private IEnumerable<Arrival> Due(double perSecond, double seconds, ulong seed)
    {
        var random = new SplitMix(seed);
        var burst = Pattern == ArrivalPattern.Bursty ? BurstSize : 1;
        for (var at = Gap(ref random); at < seconds; at += Gap(ref random))
        {
            yield return Next(at, ref random);
            while (burst > 1 && random.NextUnit() >= 1 / burst)
            {
                yield return Next(at, ref random);
            }
        }

        double Gap(ref SplitMix source) => -Math.Log(1 - source.NextUnit()) * burst / perSecond;
    }

    private IEnumerable<Arrival> DueAlone(int count, ulong seed)
    {
        var random = new SplitMix(seed);
        for (var number = 0; number < count; number++)
        {
            yield return Next(number * Apart, ref random);
        }
    }

    private Arrival Next(double at, ref SplitMix random)
    {
        var lengths = new int[Inputs];
        for (var place = 0; place < Inputs; place++)
        {
            lengths[place] = Lengths.Draw(ref random);
        }

        return new Arrival(at, lengths);
    }
}

/// <summary>How requests arrive.</summary>
internal enum ArrivalPattern
{
    /// <summary>From many independent callers.</summary>
    Poisson,

    /// <summary>Several at the same moment, 8 on average.</summary>
    Bursty,
}
