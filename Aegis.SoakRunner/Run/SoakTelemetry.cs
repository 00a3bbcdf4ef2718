using System.Diagnostics.Metrics;

namespace Aegis.SoakRunner.Run;

/// <summary>Metrics and log messages of the runner.</summary>
internal sealed partial class SoakTelemetry : IDisposable
{
    private const string MeterName = "Aegis.SoakRunner";

    private readonly ILogger<SoakTelemetry> _log;
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Gauge<double> _latency;
    private readonly Counter<long> _runs;

    public SoakTelemetry(IMeterFactory meters, ILogger<SoakTelemetry> log)
    {
        _log = log;
        _meter = meters.Create(MeterName);
        _requests = _meter.CreateCounter<long>("aegis.soak.requests", "{request}", "Requests of soak runs, by stream and outcome");
        _latency = _meter.CreateGauge<double>("aegis.soak.window.latency.p95", "s", "p95 of the latest window, by stream");
        _runs = _meter.CreateCounter<long>("aegis.soak.runs", "{run}", "Finished soak runs, by verdict");
    }

    public void WindowEnded(TimelineWindow window)
    {
        foreach (var stream in window.Streams)
        {
            var name = new KeyValuePair<string, object?>("aegis.soak.stream", stream.Stream);
            Count(name, "ok", stream.Outcomes.Ok);
            Count(name, "refused", stream.Outcomes.Refused);
            Count(name, "failed", stream.Outcomes.Failed());
            if (stream.Latency.Count > 0)
            {
                _latency.Record(stream.Latency.P95 / 1000, name);
                Progressed(
                    window.Number, window.Phase, stream.Stream, stream.Outcomes.Ok / Math.Max(stream.Seconds, 1e-3), stream.Latency.P95,
                    stream.Outcomes.Total - stream.Outcomes.Ok);
            }
        }
    }

    public void RunEnded(SoakReport report)
    {
        _runs.Add(1, new KeyValuePair<string, object?>("aegis.soak.verdict", report.Verdict.Outcome.ToString().ToLowerInvariant()));
        foreach (var gate in report.Verdict.Gates.Where(gate => gate.Outcome != VerdictOutcome.Pass))
        {
            GateNotPassed(gate.Gate, gate.Stream ?? "the run", gate.Outcome, gate.Measured, gate.Limit);
        }

        Ended(
            report.Verdict.Outcome == VerdictOutcome.Pass ? LogLevel.Information : LogLevel.Warning, report.Profile.Name,
            report.Verdict.Outcome, report.Verdict.Reason);
    }

    public void Dispose() => _meter.Dispose();

    private void Count(KeyValuePair<string, object?> stream, string outcome, long count)
    {
        if (count > 0)
        {
            _requests.Add(count, stream, new KeyValuePair<string, object?>("aegis.soak.outcome", outcome));
        }
    }

    [LoggerMessage(100, LogLevel.Information, "Soak run {Profile} of {Target} started")]
    public partial void RunStarted(string profile, string target);

    [LoggerMessage(101, LogLevel.Information, "Window {Window} ({Phase}), {Stream}: {PerSecond:F1} answers/s, "
        + "p95 {P95:F1} ms, {NotOk} not ok")]
    private partial void Progressed(int window, string phase, string stream, double perSecond, double p95, long notOk);

    [LoggerMessage(102, LogLevel.Warning, "{Gate} of {Stream}: {Outcome}, {Measured} ({Limit})")]
    private partial void GateNotPassed(string gate, string stream, VerdictOutcome outcome, string measured, string limit);

    [LoggerMessage(104, LogLevel.Error, "Soak run {Profile} broke: the runner itself failed")]
    public partial void RunBroke(string profile, Exception exception);

    [LoggerMessage(EventId = 103, Message = "Soak run {Profile} ended: {Verdict}. {Reason}")]
    private partial void Ended(LogLevel level, string profile, VerdictOutcome verdict, string reason);
}
