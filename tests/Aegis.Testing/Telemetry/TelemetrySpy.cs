using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Aegis.Testing.Telemetry;

/// <summary>
/// Sees the spans, measurements and log records of this process. Servers of other tests are in it too: what belongs to a
/// request is told by its <c>x-request-id</c>.
/// </summary>
internal sealed class TelemetrySpy : ILoggerProvider, ISupportExternalScope
{
    /// <summary>How the names of tests' own sources begin.</summary>
    public const string OfTests = "Aegis.Tests.";

    private readonly ActivityListener _spans = new();
    private readonly MeterListener _measurements = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ConcurrentQueue<string> _tags = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <param name="alsoOfTests">A source of the test itself to look at; null: none.</param>
    public TelemetrySpy(string? alsoOfTests = null)
    {
        // But what tests themselves make, and decide about.
        _spans.ShouldListenTo = source => source.Name == alsoOfTests || !source.Name.StartsWith(OfTests, StringComparison.Ordinal);
        _spans.Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded;
        _spans.ActivityStopped = _ended.Enqueue;
        ActivitySource.AddActivityListener(_spans);
        _measurements.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _measurements.SetMeasurementEventCallback<long>((_, _, tags, _) => Note(tags));
        _measurements.SetMeasurementEventCallback<int>((_, _, tags, _) => Note(tags));
        _measurements.SetMeasurementEventCallback<double>((_, _, tags, _) => Note(tags));
        _measurements.Start();
    }

    /// <summary>What was logged: message, exception, state and scopes.</summary>
    public ConcurrentQueue<SeenRecord> Logs { get; } = new();

    /// <summary>Every span that has ended.</summary>
    public IReadOnlyCollection<Activity> Spans => _ended;

    /// <summary>Keys and values of the attributes of every measurement.</summary>
    public IReadOnlyCollection<string> MeasuredTags => _tags;

    /// <summary>The span of a request, once it has ended.</summary>
    public async Task<Activity> RequestSpanAsync(string requestId)
    {
        await Deadline.UntilAsync(() => Find() is not null);
        return Find()!;

        Activity? Find() => _ended.FirstOrDefault(span => span.GetTagItem("aegis.request.id") as string == requestId);
    }

    /// <summary>The ended children of a span, in order of their begin.</summary>
    public Activity[] ChildrenOf(Activity parent) =>
        [.. _ended.Where(span => span.TraceId == parent.TraceId && span.ParentSpanId == parent.SpanId).OrderBy(span => span.StartTimeUtc)];

    public ILogger CreateLogger(string categoryName) => new SeeingLogger(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        _spans.Dispose();
        _measurements.Dispose();
    }

    private void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
        {
            _tags.Enqueue($"{key}={value}");
        }
    }

    private static string Text(object? state) => state is IEnumerable<KeyValuePair<string, object?>> pairs
        ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"))
        : state?.ToString() ?? string.Empty;

    private sealed class SeeingLogger(TelemetrySpy spy) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => spy._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            spy._scopes.ForEachScope((scope, found) => found.Add(Text(scope)), scopes);
            spy.Logs.Enqueue(
                new SeenRecord(logLevel, eventId.Id, $"{formatter(state, exception)} {exception} {Text(state)}", string.Join(' ', scopes)));
        }
    }
}

/// <summary>A log record, as text.</summary>
internal sealed record SeenRecord(LogLevel Level, int Id, string Text, string Scopes);
