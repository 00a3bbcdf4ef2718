namespace Aegis.SoakRunner.Capacity;

/// <summary>What the planner found.</summary>
/// <param name="Replicas">The least number of replicas that holds to the goals, or the one that was asked about.</param>
/// <param name="Holds">Whether that number does.</param>
/// <param name="RequestsPerSecond">Of all loads together.</param>
/// <param name="TokensPerSecond">Tokens that are sent.</param>
/// <param name="IdleP50Ms">Median latency of a request of the first load on an idle replica.</param>
/// <param name="IdleP99Ms">Its 99th percentile: only lengths and Runs differ.</param>
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

/// <summary>What a number of replicas would do; latencies are those of the first load.</summary>
/// <param name="Replicas">The number.</param>
/// <param name="Simulated">How many of them were simulated, with their share of the load.</param>
/// <param name="Busy">Share of the workers' time that is taken.</param>
/// <param name="P50Ms">Median latency, mean of the rounds.</param>
/// <param name="P95Ms">95th percentile.</param>
/// <param name="P99Ms">99th percentile.</param>
/// <param name="P99LeastMs">Least of the rounds.</param>
/// <param name="P99MostMs">Most of the rounds.</param>
/// <param name="Refused">Share of the requests that were refused, of the load that is refused the most.</param>
/// <param name="TokensPerSecond">Tokens of the answers, all replicas together.</param>
/// <param name="Requests">Requests of the first load that were measured, all rounds together.</param>
/// <param name="Misses">What does not hold; null: all does.</param>
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
