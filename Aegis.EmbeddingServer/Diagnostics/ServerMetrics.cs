using System.Diagnostics.Metrics;
using Aegis.EmbeddingServer.Inference;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>Owns every instrument of the server. Durations are in seconds.</summary>
internal sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "Aegis.EmbeddingServer";

    private static readonly InstrumentAdvice<double> DurationBuckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _truncatedInputs;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _cacheLookups;
    private readonly Counter<long> _canaryRuns;
    private readonly Histogram<double> _stageDuration;
    private readonly Histogram<double> _runDuration;
    private readonly Histogram<long> _runSequences;
    private readonly Histogram<double> _paddingRatio;

    public ServerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _tokens = _meter.CreateCounter<long>("aegis.tokens", "{token}", "Tokens of answered requests, special tokens included");
        _truncatedInputs = _meter.CreateCounter<long>("aegis.inputs.truncated", "{input}", "Inputs cut to the model's limit");
        _failures = _meter.CreateCounter<long>("aegis.failures", "{request}", "Requests answered with an error, by code");
        _cacheLookups = _meter.CreateCounter<long>("aegis.cache.lookups", "{input}", "Inputs looked up in the vector cache, by result");
        _canaryRuns = _meter.CreateCounter<long>("aegis.canary.runs", "{run}", "Proofs of the serving model, by result");
        _stageDuration = _meter.CreateHistogram("aegis.stage.duration", "s", "Time a request spent in a stage", advice: DurationBuckets);
        _runDuration = _meter.CreateHistogram("aegis.run.duration", "s", "Time of a Run", advice: DurationBuckets);
        _runSequences = _meter.CreateHistogram<long>("aegis.run.sequences", "{sequence}", "Sequences in a Run");
        _paddingRatio = _meter.CreateHistogram<double>("aegis.run.padding_ratio", "1", "Padded over real tokens of a Run");
    }

    /// <summary>Publishes the queue's depth.</summary>
    public void ObserveQueue(Func<int> inputs, Func<long> tokens)
    {
        _meter.CreateObservableUpDownCounter("aegis.queue.inputs", inputs, "{input}", "Inputs admitted and not yet answered");
        _meter.CreateObservableUpDownCounter("aegis.queue.tokens", tokens, "{token}", "Tokens admitted and not yet answered");
    }

    /// <summary>Publishes what serves, as a 1 with attributes: model and the hash of its file, provider, precision, why nothing better does, version of ONNX Runtime.</summary>
    public void ObserveModel(BackendIdentity identity) =>
        _meter.CreateObservableGauge(
            "aegis.model.info",
            () => new Measurement<int>(
                1,
                new("gen_ai.response.model", identity.ModelId),
                new("aegis.execution.provider", identity.ExecutionProvider),
                new("aegis.precision", identity.Precision),
                new("aegis.execution.skipped", identity.Skipped.ToString()),
                new("aegis.model.fingerprint", identity.Fingerprint),
                new("aegis.onnxruntime.version", identity.Runtime)),
            "{model}",
            "The model that is served");

    public void CanaryEnded(bool isRight) => _canaryRuns.Add(1, new KeyValuePair<string, object?>("aegis.canary.result", isRight ? "pass" : "fail"));

    public void RequestAnswered(int tokens, int truncatedInputs)
    {
        _tokens.Add(tokens);
        _truncatedInputs.Add(truncatedInputs);
    }

    public void RequestFailed(string code) => _failures.Add(1, new KeyValuePair<string, object?>("error.type", code));

    public void CacheAsked(bool found) => _cacheLookups.Add(1, new KeyValuePair<string, object?>("aegis.cache.result", found ? "hit" : "miss"));

    public void StageEnded(string stage, TimeSpan duration) =>
        _stageDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("aegis.stage", stage));

    public void RunEnded(int sequences, int tokens, int longest, TimeSpan duration)
    {
        _runDuration.Record(duration.TotalSeconds);
        _runSequences.Record(sequences);
        _paddingRatio.Record((double)sequences * longest / tokens);
    }

    public void Dispose() => _meter.Dispose();
}
