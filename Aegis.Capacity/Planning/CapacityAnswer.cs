namespace Aegis.Capacity.Planning;

/// <summary>What the planner found.</summary>
/// <param name="Replicas">The smallest number of replicas that meets the goals, or the number that was asked about.</param>
/// <param name="Holds">Whether that number meets the goals.</param>
/// <param name="RequestsPerSecond">Requests a second of all loads together.</param>
/// <param name="TokensPerSecond">Tokens a second of all loads together.</param>
/// <param name="IdleP50Ms">Median latency of a request of the first load on an idle replica.</param>
/// <param name="IdleP99Ms">Its 99th percentile: only lengths and batch times differ.</param>
/// <param name="Rounds">Simulations of each row.</param>
/// <param name="Rows">Numbers of replicas, rising: one less, the answer, a quarter more.</param>
internal sealed record CapacityAnswer(
    int Replicas,
    bool Holds,
    double RequestsPerSecond,
    double TokensPerSecond,
    double IdleP50Ms,
    double IdleP99Ms,
    int Rounds,
    IReadOnlyList<CapacityRow> Rows);

/// <summary>The figures of a number of replicas. Latencies are those of the first load.</summary>
/// <param name="Simulated">Number of replicas that were simulated, with their share of the load.</param>
/// <param name="Busy">Share of the workers' time that is taken.</param>
/// <param name="P50Ms">Median latency, mean of the rounds.</param>
/// <param name="P95Ms">95th percentile, mean of the rounds.</param>
/// <param name="P99Ms">99th percentile, mean of the rounds.</param>
/// <param name="P99LeastMs">99th percentile, minimum of the rounds.</param>
/// <param name="P99MostMs">99th percentile, maximum of the rounds.</param>
/// <param name="Refused">Share of the requests that were refused, of the load that is refused most often.</param>
/// <param name="TokensPerSecond">Tokens of the answered requests, all replicas together.</param>
/// <param name="Requests">Requests of the first load that were measured, all rounds together.</param>
/// <param name="Misses">The goal that is missed; null: none is.</param>
internal sealed record CapacityRow(
    int Replicas,
    int Simulated,
    double Busy,
    double P50Ms,
    double P95Ms,
    double P99Ms,
    double P99LeastMs,
    double P99MostMs,
    double Refused,
    double TokensPerSecond,
    int Requests,
    string? Misses);
