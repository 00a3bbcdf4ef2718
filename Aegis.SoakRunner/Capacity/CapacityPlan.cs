using Aegis.SoakRunner.Capacity.Simulation;

namespace Aegis.SoakRunner.Capacity;

/// <summary>What is asked: how many replicas does this load need?</summary>
/// <param name="Loads">All that is sent; the first one is what the objective is for.</param>
/// <param name="Replica">A server.</param>
/// <param name="Balance">How its replica is chosen for a request.</param>
/// <param name="HopSeconds">What a gateway adds to a request.</param>
/// <param name="Goals">What the answer must hold to.</param>
internal sealed record CapacityPlan(IReadOnlyList<CapacityLoad> Loads, ReplicaSpec Replica, Balance Balance, double HopSeconds, CapacityGoals Goals)
{
    /// <summary>The same seed gives the same answer.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Simulations of each number of replicas, with seeds of their own.</summary>
    public int Rounds { get; init; } = 3;
}

/// <summary>What must hold, in each simulation.</summary>
/// <param name="Objective">Latency; null: there is none, as where nobody waits.</param>
/// <param name="MostRefused">Share of the requests of any kind that may be refused.</param>
/// <param name="MostBusy">Share of the workers' time that may be taken.</param>
internal sealed record CapacityGoals(LatencyObjective? Objective, double MostRefused, double MostBusy);

/// <summary>A share of the answers is there in time.</summary>
/// <param name="Quantile">The share, such as 0.99.</param>
/// <param name="Seconds">The time.</param>
internal sealed record LatencyObjective(double Quantile, double Seconds);
