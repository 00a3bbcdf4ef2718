using Aegis.Capacity.BatchTimes;
using Aegis.Capacity.Planning;
using Aegis.Capacity.Simulation;

namespace Aegis.Capacity.Tests.Support;

/// <summary>Parts of simulations.</summary>
internal static class Simulated
{
    public static OutsideCosts Nothing { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Similar to real ones: a batch takes 1 ms, and 1 ms for each 16 tokens of each sequence.</summary>
    public static BatchTimeFile Times { get; } = File(
        new BatchTimesOfLength(16, [1, 16], [2, 17]),
        new BatchTimesOfLength(32, [1, 8], [3, 17]),
        new BatchTimesOfLength(256, [1, 2], [17, 33]));

    public static BatchTimeFile File(params BatchTimesOfLength[] batches) =>
        new("a machine", "int8", "0123abc", "measure", 2, batches, [], Nothing);

    /// <summary>Every batch takes the same time, whatever the number of its sequences.</summary>
    public static BatchTimeFile Flat(double ms) =>
        File(new BatchTimesOfLength(16, [1, 2], [ms, ms]), new BatchTimesOfLength(256, [1, 2], [ms, ms]));

    public static ReplicaSpec Replica(BatchTimeFile? file = null, int workers = 1, OutsideCosts? outside = null) =>
        new(workers, workers, new BatchTimeTable(file ?? Times), outside ?? Nothing);

    public static SimulationSpec Spec(
        int replicas = 1, ReplicaSpec? replica = null, Balance balance = Balance.LeastLoaded, ulong seed = 1) =>
        new(replicas, replica ?? Replica(), balance, 0, 0, seed);

    /// <summary>Poisson arrivals of requests of one input of one length.</summary>
    public static SimulatedStream Poisson(double perSecond, double seconds, int length = 16, ulong seed = 1) =>
        new CapacityLoad("requests", perSecond, new Lengths("fixed", (ref _) => length), 1, ArrivalPattern.Poisson)
            .Stream(1, seconds, seed);

    /// <summary>Requests at given moments.</summary>
    public static SimulatedStream At(params (double At, int[] Lengths)[] arrivals) =>
        new("given", arrivals.Select(arrival => new Arrival(arrival.At, arrival.Lengths)));
}
