using Aegis.SoakRunner.Capacity;
using Aegis.SoakRunner.Capacity.Simulation;

namespace Aegis.SoakRunner.Tests.Capacity;

/// <summary>Parts of simulations.</summary>
internal static class Simulated
{
    public static OutsideCosts Nothing { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Runs of 1 ms for each started 16 tokens of each sequence and 1 ms beside: like real ones.</summary>
    public static RunTimeFile Times { get; } = File(
        new RunTimesOfLength(16, [1, 16], [2, 17]),
        new RunTimesOfLength(32, [1, 8], [3, 17]),
        new RunTimesOfLength(256, [1, 2], [17, 33]));

    public static RunTimeFile File(params RunTimesOfLength[] runs) => new("a machine", "int8", "0123abc", "measure", 2, runs, [], Nothing);

    /// <summary>Every Run takes as long as it does alone, whatever the number of its sequences.</summary>
    public static RunTimeFile Flat(double ms) => File(new RunTimesOfLength(16, [1, 2], [ms, ms]), new RunTimesOfLength(256, [1, 2], [ms, ms]));

    public static ReplicaSpec Replica(RunTimeFile? file = null, int workers = 1, OutsideCosts? outside = null) => new(workers, workers, new RunTimeTable(file ?? Times), outside ?? Nothing);

    public static SimulationSpec Spec(int replicas = 1, ReplicaSpec? replica = null, Balance balance = Balance.LeastLoaded, ulong seed = 1) => new(replicas, replica ?? Replica(), balance, 0, 0, seed);

    /// <summary>Poisson arrivals of requests of one input of one length.</summary>
    public static SimulatedStream Poisson(double perSecond, double seconds, int length = 16, ulong seed = 1) =>
        new CapacityLoad("requests", perSecond, new Lengths("fixed", (ref _) => length), 1, ArrivalPattern.Poisson).Stream(1, seconds, seed);

    /// <summary>Requests at given moments.</summary>
    public static SimulatedStream At(params (double At, int[] Lengths)[] arrivals) => new("given", arrivals.Select(arrival => new Arrival(arrival.At, arrival.Lengths)));
}
