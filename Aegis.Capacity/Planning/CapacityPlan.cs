using System.Text.Json.Serialization;
using Aegis.Capacity.Simulation;

namespace Aegis.Capacity.Planning;

/// <summary>The question: how many replicas does this load need?</summary>
/// <param name="Loads">All loads together. The objective is for the first one.</param>
/// <param name="Replica">Each server.</param>
/// <param name="Balance">How the replica of a request is chosen.</param>
/// <param name="HopSeconds">What a gateway adds to a request.</param>
/// <param name="Goals">What the answer must meet.</param>
internal sealed record CapacityPlan(
    IReadOnlyList<CapacityLoad> Loads, ReplicaSpec Replica, Balance Balance, double HopSeconds, CapacityGoals Goals)
{
    /// <summary>The same seed gives the same answer.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Simulations of each number of replicas, each with a seed of its own.</summary>
    public int Rounds { get; init; } = 3;
}

/// <summary>What must hold in each simulation.</summary>
/// <param name="Objective">Latency; null: there is no limit, because nobody waits.</param>
/// <param name="MaxRefused">Share of the requests of each load that may be refused.</param>
/// <param name="MaxBusy">Share of the workers' time that may be taken.</param>
internal sealed record CapacityGoals(
    LatencyObjective? Objective,
    [property: JsonPropertyName("mostRefused")] double MaxRefused,
    [property: JsonPropertyName("mostBusy")] double MaxBusy);

/// <summary>This share of the requests is answered within this time.</summary>
/// <param name="Quantile">The share, such as 0.99.</param>
/// <param name="Seconds">The time.</param>
internal sealed record LatencyObjective(double Quantile, double Seconds);
