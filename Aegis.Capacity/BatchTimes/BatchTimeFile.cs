using System.Text.Json.Serialization;

namespace Aegis.Capacity.BatchTimes;

/// <summary>
/// The time that a machine needs for a batch of each shape, and for a request outside of batches. The benchmark
/// <c>run-times</c> writes this as <c>run-times-PRECISION.json</c>.
/// <code>
/// {
///   "machine": "2 processors, …", "precision": "int8", "commit": "0123abc", "command": "dotnet run …", "workers": 2,
///   "runs": [{ "tokens": 8, "sequences": [1, 2, 4], "ms": [0.85, 1.6, 2.7] }],
///   "spread": [{ "share": 0.5, "factor": 1 }, { "share": 0.99, "factor": 1.2 }],
///   "outside": { "requestMs": 0.1, "inputMs": 0.02, "tokenMs": 0.0003, "latencyMs": 0.3, "restedMs": 0.3 }
/// }
/// </code>
/// </summary>
/// <param name="Precision">Precision of the model file: <c>int8</c> or <c>fp32</c>.</param>
/// <param name="Commit">The version that was measured.</param>
/// <param name="Workers">Single-thread workers that ran at the same time: they share caches and memory.</param>
/// <param name="Batches">Median time of a batch by its shape.</param>
/// <param name="Spread">How the time of a single batch differs from the median of its shape.</param>
/// <param name="Outside">What a request costs outside of batches.</param>
internal sealed record BatchTimeFile(
    string Machine,
    string Precision,
    string Commit,
    string Command,
    int Workers,
    [property: JsonPropertyName("runs")] IReadOnlyList<BatchTimesOfLength> Batches,
    IReadOnlyList<SpreadPoint> Spread,
    OutsideCosts Outside);

/// <summary>Batches of one padded length.</summary>
/// <param name="Ms">Median milliseconds for each number of sequences.</param>
internal sealed record BatchTimesOfLength(int Tokens, IReadOnlyList<int> Sequences, IReadOnlyList<double> Ms);

/// <summary>A point of a distribution: this share of all batches takes at most this many times the median.</summary>
internal sealed record SpreadPoint(double Share, double Factor);

/// <summary>What a request costs beside its batches: HTTP, JSON, tokenising.</summary>
/// <param name="InputMs">CPU time for each input, most of it to write the vector.</param>
/// <param name="LatencyMs">Latency that is neither CPU time nor batch: threads that wake, the kernel, the local network.</param>
/// <param name="RestedMs">Added to a batch after a pause: the core has slept, and the caches hold other data.</param>
internal sealed record OutsideCosts(double RequestMs, double InputMs, double TokenMs, double LatencyMs, double RestedMs);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(BatchTimeFile))]
internal sealed partial class BatchTimeJson : JsonSerializerContext;
