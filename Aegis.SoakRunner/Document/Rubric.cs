namespace Aegis.SoakRunner.Document;

/// <summary>What a whole run is held to. Wrong answers have no limit to set: one fails the run.</summary>
/// <param name="ErrorRate">Most requests that may fail (refused where that is not expected, timed out, connection or server failed, unsent), as a share.</param>
/// <param name="LeastRequests">Fewer show nothing: inconclusive.</param>
/// <param name="LeastWindows">Fewer full windows show no trend: inconclusive.</param>
/// <param name="P95Drift">Most by which a stream's p95 may grow from the first to the last full window, as a share; null: not judged.</param>
/// <param name="DriftFloorMs">A p95 drift below this many milliseconds is noise.</param>
/// <param name="LatencyGrowth">Most growth of a stream's p95 over the run as a share of its median; null: not judged.</param>
/// <param name="WorkingSetGrowth">Most growth of the target's resident memory over the run, in bytes; null: not judged.</param>
/// <param name="HeapGrowth">Most growth of the target's managed heap over the run, in bytes; null: not judged.</param>
/// <param name="ThreadGrowth">Most growth of the target's threads over the run; null: not judged.</param>
/// <param name="HandleGrowth">Most growth of the target's open handles over the run; null: not judged.</param>
/// <param name="LatenessP99Ms">Requests sent later than this at p99 make the measurement doubtful: inconclusive.</param>
/// <param name="RunnerWorkingSet">Most resident memory of the runner itself, in bytes: above it the measurement is doubtful.</param>
/// <param name="Ratios">Comparisons of a stream between two phases, such as fairness and recovery.</param>
internal sealed record Rubric(
    double ErrorRate = 0.001,
    int LeastRequests = 1_000,
    int LeastWindows = 8,
    double? P95Drift = 1.0,
    double DriftFloorMs = 5,
    double? LatencyGrowth = 0.5,
    long? WorkingSetGrowth = 32L << 20,
    long? HeapGrowth = 32L << 20,
    int? ThreadGrowth = 8,
    int? HandleGrowth = 32,
    double LatenessP99Ms = 20,
    long RunnerWorkingSet = 200L << 20,
    IReadOnlyList<RatioLimit>? Ratios = null);

/// <summary>Holds a stream's latency in one phase against that in another.</summary>
/// <param name="Name">Name in the verdict, such as <c>fairness</c>.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Percentile">Percentile of latency, 0 to 100.</param>
/// <param name="Phase">The phase that is judged.</param>
/// <param name="BasePhase">The phase that it is compared with.</param>
/// <param name="AtMost">Most times the base.</param>
/// <param name="FloorMs">Below this many milliseconds it holds whatever the base was.</param>
internal sealed record RatioLimit(string Name, string Stream, double Percentile, string Phase, string BasePhase, double AtMost, double FloorMs = 0);

/// <summary>What one stream is held to; null: not judged. Latencies are of right answers, from the moment at which a request was due.</summary>
/// <param name="P50Ms">Most at p50 over the judged time.</param>
/// <param name="P95Ms">Most at p95.</param>
/// <param name="P99Ms">Most at p99.</param>
/// <param name="WorstWindowP95Ms">Most at p95 of the worst full window.</param>
/// <param name="Goodput">Least share of due requests that were answered rightly within the objective.</param>
/// <param name="RefusalRate">Most requests that may be refused, as a share, where refusals are expected.</param>
internal sealed record StreamLimits(
    double? P50Ms = null,
    double? P95Ms = null,
    double? P99Ms = null,
    double? WorstWindowP95Ms = null,
    double? Goodput = null,
    double? RefusalRate = null);
