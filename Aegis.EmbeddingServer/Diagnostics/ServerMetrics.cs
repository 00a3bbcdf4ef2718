using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aegis.EmbeddingServer.Inference;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// Owns every instrument of the server; docs/telemetry.md has a row for each. Durations are in seconds. Names and
/// attributes of requests are those of OpenTelemetry's conventions for generative AI.
/// </summary>
internal sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "Aegis.EmbeddingServer";

    private readonly Meter _meter;
    private readonly Histogram<double> _requestDuration;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _inputs;
    private readonly Counter<long> _truncatedInputs;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _cacheLookups;
    private readonly Counter<long> _canaryRuns;
    private readonly Counter<double> _busyTime;
    private readonly Histogram<double> _stageDuration;
    private readonly Histogram<double> _runDuration;
    private readonly Histogram<long> _runSequences;
    private readonly Histogram<long> _runTokens;
    private readonly Histogram<double> _paddingRatio;

    private string? _model;
    private KeyValuePair<string, object?> _provider = new(Tags.ExecutionProvider, null);
    private KeyValuePair<string, object?> _precision = new(Tags.Precision, null);

    public ServerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _requestDuration = Histogram("gen_ai.server.request.duration", "s", "Time of a request to the embeddings routes, from its first line to the end of its answer", Buckets.RequestDuration);
        _tokens = _meter.CreateCounter<long>("aegis.tokens", "{token}", "Tokens of answered requests, special tokens included");
        _inputs = _meter.CreateCounter<long>("aegis.inputs", "{input}", "Inputs of answered requests");
        _truncatedInputs = _meter.CreateCounter<long>("aegis.inputs.truncated", "{input}", "Inputs of answered requests that were cut to the model's limit");
        _failures = _meter.CreateCounter<long>("aegis.failures", "{request}", "Requests of any route that were answered with an error, by its code");
        _cacheLookups = _meter.CreateCounter<long>("aegis.cache.lookups", "{input}", "Inputs looked up in the vector cache, by result");
        _canaryRuns = _meter.CreateCounter<long>("aegis.canary.runs", "{run}", "Proofs of the serving model, by result");
        _busyTime = _meter.CreateCounter<double>("aegis.worker.busy_time", "s", "Time that workers spent in Runs, all workers together");
        _stageDuration = Histogram("aegis.stage.duration", "s", "Time that a request spent in a stage", Buckets.StageDuration);
        _runDuration = Histogram("aegis.run.duration", "s", "Time of a Run", Buckets.StageDuration);
        _runSequences = Histogram("aegis.run.sequences", "{sequence}", "Sequences in a Run", Buckets.RunSequences);
        _runTokens = Histogram("aegis.run.tokens", "{token}", "Tokens in a Run, padding not counted", Buckets.RunTokens);
        _paddingRatio = Histogram("aegis.run.padding_ratio", "1", "Padded over real tokens of a Run", Buckets.PaddingRatio);
    }

    /// <summary>Says of everything measured from now on what serves.</summary>
    public void Serves(BackendIdentity backend)
    {
        _model = backend.ModelId;
        _provider = new(Tags.ExecutionProvider, backend.ExecutionProvider);
        _precision = new(Tags.Precision, backend.Precision);
        // There from the start: a counter that first shows up with its first request has no rate for it.
        CountAnswered(new RequestFacts { RequestId = string.Empty });
    }

    /// <summary>Publishes what is in the queue, and how many workers empty it.</summary>
    public void ObserveScheduler(Func<(int Requests, int Inputs, long Tokens)> queued, int workers)
    {
        _meter.CreateObservableUpDownCounter("aegis.queue.requests", () => queued().Requests, "{request}", "Requests admitted and not yet computed");
        _meter.CreateObservableUpDownCounter("aegis.queue.inputs", () => queued().Inputs, "{input}", "Inputs admitted and not yet computed");
        _meter.CreateObservableUpDownCounter("aegis.queue.tokens", () => queued().Tokens, "{token}", "Tokens admitted and not yet computed");
        _meter.CreateObservableUpDownCounter("aegis.workers", () => workers, "{worker}", "Workers, each of which computes one Run at a time");
    }

    /// <summary>Publishes what serves, as a 1 with attributes: model and the hash of its file, provider, precision, why nothing better does, version of ONNX Runtime.</summary>
    public void ObserveModel(BackendIdentity identity) =>
        _meter.CreateObservableGauge(
            "aegis.model.info",
            () => new Measurement<int>(
                1,
                new(Tags.ResponseModel, identity.ModelId),
                new(Tags.ExecutionProvider, identity.ExecutionProvider),
                new(Tags.Precision, identity.Precision),
                new(Tags.Skipped, identity.Skipped.ToString()),
                new(Tags.Fingerprint, identity.Fingerprint),
                new(Tags.Runtime, identity.Runtime)),
            "{model}",
            "The model that is served");

    public void CanaryEnded(bool isRight) => _canaryRuns.Add(1, new KeyValuePair<string, object?>(Tags.CanaryResult, isRight ? "pass" : "fail"));

    /// <summary>A request to the embeddings routes is over.</summary>
    public void RequestEnded(RequestFacts facts, TimeSpan duration)
    {
        var tags = new TagList { { Tags.Operation, Tags.Embeddings }, { Tags.ProviderName, Tags.Aegis } };
        if (_model is not null)
        {
            tags.Add(Tags.ResponseModel, _model);
            tags.Add(_provider);
            tags.Add(_precision);
        }

        AddIfKnown(ref tags, Tags.RequestModel, facts.Model);
        AddIfKnown(ref tags, Tags.ErrorType, facts.Failure);
        _requestDuration.Record(duration.TotalSeconds, tags);
        if (facts.Failure is null)
        {
            CountAnswered(facts);
        }
    }

    public void RequestFailed(string code) => _failures.Add(1, new KeyValuePair<string, object?>(Tags.ErrorType, code));

    public void CacheAsked(bool found) => _cacheLookups.Add(1, new KeyValuePair<string, object?>(Tags.CacheResult, found ? "hit" : "miss"));

    public void StageEnded(string stage, TimeSpan duration) =>
        _stageDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(Tags.Stage, stage), _provider, _precision);

    public void RunEnded(RunFacts run, TimeSpan duration)
    {
        _busyTime.Add(duration.TotalSeconds, _provider, _precision);
        _runDuration.Record(duration.TotalSeconds, _provider, _precision);
        _runSequences.Record(run.Sequences, _provider, _precision);
        _runTokens.Record(run.Tokens, _provider, _precision);
        _paddingRatio.Record(run.PaddingRatio, _provider, _precision);
    }

    public void Dispose() => _meter.Dispose();

    private void CountAnswered(RequestFacts facts)
    {
        _tokens.Add(facts.Tokens, _provider, _precision);
        _inputs.Add(facts.Inputs, _provider, _precision);
        _truncatedInputs.Add(facts.TruncatedInputs, _provider, _precision);
    }

    private Histogram<T> Histogram<T>(string name, string unit, string description, T[] buckets)
        where T : struct =>
        _meter.CreateHistogram(name, unit, description, advice: new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });

    // An attribute without a value would be one more series all the same.
    private static void AddIfKnown(ref TagList tags, string name, string? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
