using System.Diagnostics.Metrics;
using Aegis.Gateway.Balancing;

namespace Aegis.Gateway.Diagnostics;

/// <summary>Owns every instrument of the gateway; docs/telemetry.md has a row for each.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    public const string MeterName = "Aegis.Gateway";

    private const string Replica = "aegis.replica";
    private const string Outcome = "aegis.gateway.outcome";
    private const string ErrorType = "error.type";

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Meter _meter;
    private readonly Histogram<double> _attempts;
    private readonly Counter<long> _failures;

    public GatewayMetrics(IMeterFactory meters, ReplicaCluster replicas)
    {
        _meter = meters.Create(MeterName);
        _attempts = _meter.CreateHistogram(
            "aegis.gateway.attempt.duration",
            "s",
            "Time of a request at a server, by its outcome there; a request that goes to two servers counts twice",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _failures = _meter.CreateCounter<long>(
            "aegis.failures", "{request}", "Requests that the gateway itself answered with an error, by code");
        _meter.CreateObservableUpDownCounter("aegis.gateway.replicas", () => replicas.All.Count, "{server}", "Servers behind the gateway");
        _meter.CreateObservableUpDownCounter(
            "aegis.gateway.replicas.ready", () => replicas.All.Count(ReplicaCluster.IsHealthy), "{server}", "Servers that get requests");
    }

    public void AttemptEnded(string replica, AttemptOutcome outcome, TimeSpan duration) =>
        _attempts.Record(duration.TotalSeconds, new(Replica, replica), new(Outcome, Name(outcome)));

    public void RequestFailed(string code) => _failures.Add(1, new KeyValuePair<string, object?>(ErrorType, code));

    public void Dispose() => _meter.Dispose();

    private static string Name(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Answered => "answered",
        AttemptOutcome.Refused => "refused",
        AttemptOutcome.Foreign => "foreign",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.Abandoned => "abandoned",
        AttemptOutcome.TimedOut => "timed_out",
        AttemptOutcome.Broken => "broken",
        AttemptOutcome.CallerGone => "caller_gone",
        _ => "no_server",
    };
}
