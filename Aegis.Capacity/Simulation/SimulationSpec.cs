using Aegis.Capacity.BatchTimes;
using Aegis.Scheduling;

namespace Aegis.Capacity.Simulation;

/// <summary>What is simulated, apart from the load.</summary>
/// <param name="Replicas">Number of servers.</param>
/// <param name="Replica">Each server.</param>
/// <param name="Balance">How the replica of a request is chosen.</param>
/// <param name="HopSeconds">What a gateway adds to a request, both ways together.</param>
/// <param name="WarmUpSeconds">Requests that are due earlier are in no figure.</param>
/// <param name="Seed">The same seed gives the same figures.</param>
internal sealed record SimulationSpec(
    int Replicas, ReplicaSpec Replica, Balance Balance, double HopSeconds, double WarmUpSeconds, ulong Seed);

/// <summary>One server.</summary>
/// <param name="Workers">Batches at the same time, each on one thread.</param>
/// <param name="Outside">What requests cost outside of batches.</param>
internal sealed record ReplicaSpec(int Cores, int Workers, BatchTimeTable BatchTimes, OutsideCosts Outside)
{
    /// <summary>Longest sequence of the simulation, in tokens.</summary>
    public const int MaxTokens = 512;

    public BatchLimits BatchLimits { get; init; } = BatchLimits.Cpu;

    public WorkLoad Limits { get; init; } = WorkLoad.DefaultLimits;
}

/// <summary>How the replica of a request is chosen.</summary>
internal enum Balance
{
    /// <summary>
    /// A gateway sends a request to the replica with the least work in flight, and to another one if that replica refuses.
    /// </summary>
    LeastLoaded,

    /// <summary>A plain service spreads connections over all replicas, whatever their load.</summary>
    Random,
}
