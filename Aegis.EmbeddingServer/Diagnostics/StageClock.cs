using System.Diagnostics;
using System.Globalization;

namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>
/// The timings that travel with one request: each stage becomes a metric, a child span of the request's span, and an
/// entry of the <c>server-timing</c> header.
/// </summary>
internal sealed class StageClock(TimeProvider clock, ServerMetrics metrics)
{
    public const string SourceName = "Aegis.EmbeddingServer";

    public const string Tokenize = "tokenize";
    public const string Queue = "queue";
    public const string Inference = "inference";
    public const string Write = "write";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly Activity? _request = Activity.Current;
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly long _start = clock.GetTimestamp();
    private readonly List<string> _entries = [];

    /// <summary>A timestamp to begin a stage with.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>The header's value so far: <c>tokenize;dur=0.31, queue;dur=0.05, inference;dur=1.92</c>, in milliseconds.</summary>
    public string ServerTiming => string.Join(", ", _entries);

    /// <summary>Notes a stage that ran between two timestamps.</summary>
    public void StageEnded(string stage, long from, long to)
    {
        var duration = clock.GetElapsedTime(from, to);
        metrics.StageEnded(stage, duration);
        _entries.Add(string.Create(CultureInfo.InvariantCulture, $"{stage};dur={duration.TotalMilliseconds:0.###}"));
        if (_request is not { IsAllDataRequested: true })
        {
            return;
        }

        var begin = _startedAt + clock.GetElapsedTime(_start, from);
        using var span = Source.StartActivity(stage, ActivityKind.Internal, _request.Context, startTime: begin);
        span?.SetEndTime((begin + duration).UtcDateTime);
    }

    /// <summary>Puts what an operator needs on the request's span: numbers, never a text.</summary>
    public void Describe(string model, int inputs, int tokens, int truncatedInputs)
    {
        if (_request is not { IsAllDataRequested: true })
        {
            return;
        }

        _request.SetTag("gen_ai.operation.name", "embeddings");
        _request.SetTag("gen_ai.response.model", model);
        _request.SetTag("gen_ai.usage.input_tokens", tokens);
        _request.SetTag("aegis.inputs", inputs);
        _request.SetTag("aegis.inputs.truncated", truncatedInputs);
    }
}
