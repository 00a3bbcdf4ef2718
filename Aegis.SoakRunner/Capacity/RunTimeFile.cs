using System.Text.Json.Serialization;

namespace Aegis.SoakRunner.Capacity;

/// <summary>
/// What a machine needs for a Run of each shape, and for a request outside of Runs: <c>run-times-PRECISION.json</c>, as
/// the benchmark <c>run-times</c> writes it.
/// <code>
/// {
///   "machine": "2 processors, …", "precision": "int8", "commit": "0123abc", "command": "dotnet run …", "workers": 2,
///   "runs": [{ "tokens": 8, "sequences": [1, 2, 4], "ms": [0.85, 1.6, 2.7] }],
///   "spread": [{ "share": 0.5, "factor": 1 }, { "share": 0.99, "factor": 1.2 }],
///   "outside": { "requestMs": 0.1, "inputMs": 0.02, "tokenMs": 0.0003, "latencyMs": 0.3, "restedMs": 0.3 }
/// }
/// </code>
/// </summary>
/// <param name="Machine">What it was measured on.</param>
/// <param name="Precision">Of the model's file: <c>int8</c> or <c>fp32</c>.</param>
/// <param name="Commit">What was measured.</param>
/// <param name="Command">The command that measures it again.</param>
/// <param name="Workers">Single-thread workers that ran at the same time: neighbours share caches and memory.</param>
/// <param name="Runs">Median time of a Run by its shape.</param>
/// <param name="Spread">How single Runs differ from the median of their shape: the share of them that takes at most so many times as long.</param>
/// <param name="Outside">What a request costs outside of Runs.</param>
internal sealed record RunTimeFile(
    string Machine,
    string Precision,
    string Commit,
    string Command,
    int Workers,
    IReadOnlyList<RunTimesOfLength> Runs,
    IReadOnlyList<SpreadPoint> Spread,
    OutsideCosts Outside);

/// <summary>Runs of one padded length.</summary>
/// <param name="Tokens">Tokens of the longest row.</param>
/// <param name="Sequences">Numbers of rows, rising.</param>
/// <param name="Ms">Milliseconds, one for each.</param>
internal sealed record RunTimesOfLength(int Tokens, IReadOnlyList<int> Sequences, IReadOnlyList<double> Ms);

/// <summary>A point of a distribution: this share of all Runs takes at most so many times their median.</summary>
internal sealed record SpreadPoint(double Share, double Factor);

/// <summary>What a request costs beside its Runs: HTTP, JSON, tokenising.</summary>
/// <param name="RequestMs">CPU for each request.</param>
/// <param name="InputMs">CPU for each input, most of it for writing its vector.</param>
/// <param name="TokenMs">CPU for each token.</param>
/// <param name="LatencyMs">What a request takes beside CPU and Run: waking threads, the kernel, the way there and back on one machine.</param>
/// <param name="RestedMs">What a Run takes longer after a pause: the core has slept, and the caches hold something else.</param>
internal sealed record OutsideCosts(double RequestMs, double InputMs, double TokenMs, double LatencyMs, double RestedMs);

/// <summary>JSON of it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunTimeFile))]
internal sealed partial class RunTimeJson : JsonSerializerContext;
