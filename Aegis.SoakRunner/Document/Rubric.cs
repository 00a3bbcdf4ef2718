namespace Aegis.SoakRunner.Document;

/// <summary>Limits of a whole run. Wrong answers need no limit: one fails the run.</summary>
/// <param name="ErrorRate">Highest share of errors: timed out, connection or server failed, unsent, or refused unexpectedly.</param>
/// <param name="LeastWindows">Fewer full windows: inconclusive.</param>
/// <param name="P95Drift">Highest growth of a p95 from the first to the last full window, as a share. Null here and below: not
/// judged.</param>
/// <param name="DriftFloorMs">A p95 drift below this many milliseconds is noise.</param>
/// <param name="LatencyGrowth">Highest growth of a stream's p95 over the run, as a share of its median.</param>
/// <param name="WorkingSetGrowth">Highest growth of the target's resident memory over the run, in bytes.</param>
/// <param name="LatenessP99Ms">A higher send lateness at p99 makes the run inconclusive.</param>
/// <param name="RunnerWorkingSet">More resident memory of the runner, in bytes, makes the run inconclusive.</param>
/// <param name="Ratios">Comparisons of two phases, such as fairness and recovery.</param>
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

/// <summary>Limits the latency of a stream in one phase by its latency in another.</summary>
/// <param name="Name">Name in the verdict, such as <c>fairness</c>.</param>
/// <param name="Percentile">Percentile of the latency: 50, 90, 95, 99 or 100.</param>
/// <param name="AtMost">Highest ratio.</param>
/// <param name="FloorMs">A latency below this many milliseconds always passes.</param>
internal sealed record RatioLimit(
    string Name, string Stream, double Percentile, string Phase, string BasePhase, double AtMost, double FloorMs = 0);

/// <summary>Limits of one stream; null: not judged. Latencies are those of correct answers, from when the requests were due.</summary>
/// <param name="WorstWindowP95Ms">Limit of the p95 of the worst full window.</param>
/// <param name="Goodput">Lowest share of due requests with a correct answer within the objective.</param>
/// <param name="RefusalRate">Highest share of refused requests where the stream expects refusals.</param>
internal sealed record StreamLimits(
    double? P50Ms = null,
    double? P95Ms = null,
    double? P99Ms = null,
    double? WorstWindowP95Ms = null,
    double? Goodput = null,
    double? RefusalRate = null);
