using System.Diagnostics.Metrics;
using Aegis.Gateway.Health;
using Aegis.Gateway.Proxying;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

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

    public GatewayMetrics(IMeterFactory meters, IProxyStateLookup proxy)
    {
        _meter = meters.Create(MeterName);
        _attempts = _meter.CreateHistogram(
            "aegis.gateway.attempt.duration",
            "s",
            "Time of a request at a server, by how it ended there: a request that a second server was asked for counts twice",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _failures = _meter.CreateCounter<long>("aegis.failures", "{request}", "Requests that the gateway itself answered with an error, by its code");
        _meter.CreateObservableUpDownCounter("aegis.gateway.replicas", () => Destinations(proxy).Count(), "{server}", "Servers behind the gateway");
        _meter.CreateObservableUpDownCounter("aegis.gateway.replicas.ready", () => Destinations(proxy).Count(Rotation.IsIn), "{server}", "Servers that get requests");
    }

    /// <summary>A request at a server is over.</summary>
    public void AttemptEnded(string replica, AttemptOutcome outcome, TimeSpan duration) =>
        _attempts.Record(duration.TotalSeconds, new(Replica, replica), new(Outcome, Name(outcome)));

    public void RequestFailed(string code) => _failures.Add(1, new KeyValuePair<string, object?>(ErrorType, code));

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<DestinationState> Destinations(IProxyStateLookup proxy) =>
        proxy.TryGetCluster(ReplicaRoutes.ClusterId, out var cluster) ? cluster.DestinationsState.AllDestinations : [];

    private static string Name(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Answered => "answered",
        AttemptOutcome.Refused => "refused",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.Abandoned => "abandoned",
        AttemptOutcome.TimedOut => "timed_out",
        AttemptOutcome.Broken => "broken",
        AttemptOutcome.CallerGone => "caller_gone",
        _ => "no_server",
    };
}
