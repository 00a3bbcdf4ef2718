using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aegis.Engine.Loading;
using Aegis.Engine.Telemetry;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// Owns the instruments of requests; docs/telemetry.md has a row for each. Durations are in seconds. Names and attributes
/// follow OpenTelemetry's conventions for generative AI. <see cref="EngineMetrics"/> owns the instruments of the engine.
/// </summary>
internal sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "Aegis.EmbeddingServer";

    /// <summary>
    /// Boundaries for the seconds of a request, 0.5 ms to 30 s: each a third to a half above the last, so that a quantile
    /// from the buckets is no further off.
    /// </summary>
    private static readonly double[] RequestDurations =
    [
        0.0005, 0.00075, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.006, 0.008, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08,
        0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10, 30,
    ];

    private readonly Meter _meter;
    private readonly Histogram<double> _requestDuration;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _inputs;
    private readonly Counter<long> _truncatedInputs;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _stageDuration;

    private string? _model;
    private KeyValuePair<string, object?> _provider = EngineTags.ProviderOf(null);
    private KeyValuePair<string, object?> _precision = EngineTags.PrecisionOf(null);

    public ServerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _requestDuration = Histogram(
            "gen_ai.server.request.duration",
            "Time of a request to the embeddings routes, from its first line to the end of its answer",
            RequestDurations);
        _tokens = _meter.CreateCounter<long>("aegis.tokens", "{token}", "Tokens of answered requests, special tokens included");
        _inputs = _meter.CreateCounter<long>("aegis.inputs", "{input}", "Inputs of answered requests");
        _truncatedInputs = _meter.CreateCounter<long>(
            "aegis.inputs.truncated", "{input}", "Inputs of answered requests that were cut to the model's limit");
        _failures = _meter.CreateCounter<long>(
            "aegis.failures", "{request}", "Requests of any route that were answered with an error, by its code");
        _stageDuration = Histogram("aegis.stage.duration", "Time that a request spent in a stage", EngineMetrics.StageDurations);
    }

    public void Serves(ModelIdentity model)
    {
        _model = model.ModelId;
        (_provider, _precision) = (EngineTags.ProviderOf(model), EngineTags.PrecisionOf(model));
        // Zeros from the start: a counter that first appears with its first request has no rate for it.
        CountAnswered(new RequestFacts { RequestId = string.Empty });
    }

    public void RequestEnded(RequestFacts facts, TimeSpan duration)
    {
        var tags = new TagList { { Tags.Operation, Tags.Embeddings }, { Tags.ProviderName, Tags.Aegis } };
        if (_model is not null)
        {
            tags.Add(EngineTags.ResponseModel, _model);
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

    public void StageEnded(string stage, TimeSpan duration) =>
        _stageDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(Tags.Stage, stage), _provider, _precision);

    public void Dispose() => _meter.Dispose();

    private void CountAnswered(RequestFacts facts)
    {
        _tokens.Add(facts.Tokens, _provider, _precision);
        _inputs.Add(facts.Inputs, _provider, _precision);
        _truncatedInputs.Add(facts.TruncatedInputs, _provider, _precision);
    }

    private Histogram<double> Histogram(string name, string description, double[] boundaries) =>
        _meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });

    // An attribute without a value would be one more series all the same.
    private static void AddIfKnown(ref TagList tags, string name, string? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
