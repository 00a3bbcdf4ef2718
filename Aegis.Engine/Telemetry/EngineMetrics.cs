using System.Diagnostics.Metrics;
using Aegis.Engine.Loading;

namespace Aegis.Engine.Telemetry;

/// <summary>Owns the instruments of one engine; docs/telemetry.md has a row for each. Durations are in seconds.</summary>
internal sealed class EngineMetrics : IDisposable
{
    public const string MeterName = "Aegis.Engine";

    /// <summary>Boundaries for the seconds of a stage or a batch, 0.1 ms to 30 s.</summary>
    public static readonly double[] StageDurations =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>One short query to the largest batch of a GPU.</summary>
    private static readonly long[] BatchTokens = [8, 16, 32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096, 16_384];

    private static readonly long[] BatchSequences = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256];

    /// <summary>1 is no padding, 2 is half of the work for nothing.</summary>
    private static readonly double[] PaddingRatios = [1, 1.02, 1.05, 1.1, 1.15, 1.2, 1.3, 1.5, 2, 4];

    private readonly Meter _meter;
    private readonly KeyValuePair<string, object?> _provider;
    private readonly KeyValuePair<string, object?> _precision;
    private readonly Counter<long> _cacheLookups;
    private readonly Counter<long> _canaryRuns;
    private readonly Counter<double> _busyTime;
    private readonly Histogram<double> _batchDuration;
    private readonly Histogram<long> _batchSequences;
    private readonly Histogram<long> _batchTokens;
    private readonly Histogram<double> _paddingRatio;

    public EngineMetrics(IMeterFactory meters, ModelIdentity identity)
    {
        _meter = meters.Create(MeterName);
        (_provider, _precision) = (EngineTags.ProviderOf(identity), EngineTags.PrecisionOf(identity));
        _cacheLookups = _meter.CreateCounter<long>("aegis.cache.lookups", "{input}", "Inputs looked up in the vector cache, by result");
        _canaryRuns = _meter.CreateCounter<long>("aegis.canary.runs", "{run}", "Proofs of the serving model, by result");
        _busyTime = _meter.CreateCounter<double>("aegis.worker.busy_time", "s", "Time that workers spent on batches, all workers together");
        _batchDuration = Histogram("aegis.batch.duration", "s", "Time of a batch", StageDurations);
        _batchSequences = Histogram("aegis.batch.sequences", "{sequence}", "Sequences in a batch", BatchSequences);
        _batchTokens = Histogram("aegis.batch.tokens", "{token}", "Tokens in a batch, padding not counted", BatchTokens);
        _paddingRatio = Histogram("aegis.batch.padding_ratio", "1", "Padded over real tokens of a batch", PaddingRatios);
        ObserveModel(identity);
    }

    public void ObserveQueue(Func<WorkLoad> queued, int workers)
    {
        _meter.CreateObservableUpDownCounter(
            "aegis.queue.requests", () => queued().Requests, "{request}", "Requests admitted and not yet computed");
        _meter.CreateObservableUpDownCounter(
            "aegis.queue.inputs", () => queued().Inputs, "{input}", "Inputs admitted and not yet computed");
        _meter.CreateObservableUpDownCounter(
            "aegis.queue.tokens", () => queued().Tokens, "{token}", "Tokens admitted and not yet computed");
        _meter.CreateObservableUpDownCounter(
            "aegis.workers", () => workers, "{worker}", "Workers, each of which computes one batch at a time");
    }

    public void CanaryEnded(bool isRight) =>
        _canaryRuns.Add(1, new KeyValuePair<string, object?>(EngineTags.CanaryResult, isRight ? "pass" : "fail"));

    public void CacheAsked(bool found) =>
        _cacheLookups.Add(1, new KeyValuePair<string, object?>(EngineTags.CacheResult, found ? "hit" : "miss"));

    public void BatchEnded(BatchFacts batch, TimeSpan duration)
    {
        _busyTime.Add(duration.TotalSeconds, _provider, _precision);
        _batchDuration.Record(duration.TotalSeconds, _provider, _precision);
        _batchSequences.Record(batch.Sequences, _provider, _precision);
        _batchTokens.Record(batch.Tokens, _provider, _precision);
        _paddingRatio.Record(batch.PaddingRatio, _provider, _precision);
    }

    public void Dispose() => _meter.Dispose();

    // A gauge of 1, whose attributes describe the model.
    private void ObserveModel(ModelIdentity identity) => _meter.CreateObservableGauge(
        "aegis.model.info",
        () => new Measurement<int>(
            1,
            new(EngineTags.ResponseModel, identity.ModelId),
            _provider,
            _precision,
            new(EngineTags.Skipped, identity.Skipped.ToString()),
            new(EngineTags.Fingerprint, identity.Fingerprint),
            new(EngineTags.Runtime, identity.Runtime)),
        "{model}",
        "The model that is served");

    private Histogram<T> Histogram<T>(string name, string unit, string description, T[] boundaries)
        where T : struct =>
        _meter.CreateHistogram(name, unit, description, advice: new InstrumentAdvice<T> { HistogramBucketBoundaries = boundaries });
}
