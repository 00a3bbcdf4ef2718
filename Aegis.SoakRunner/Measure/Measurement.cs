using Aegis.SoakRunner.Load;
using HdrHistogram;

namespace Aegis.SoakRunner.Measure;

/// <summary>What a run has measured so far, in constant memory. Safe for concurrent use.</summary>
internal sealed class Measurement
{
    private const long HighestMicroseconds = 600_000_000;
    private const int SignificantDigits = 3;

    private readonly Lock _gate = new();
    private readonly LongHistogram _latency = new(HighestMicroseconds, SignificantDigits);
    private readonly long[] _outcomes = new long[Enum.GetValues<OutcomeKind>().Length];

    /// <summary>Time from the first request to the last answer.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Texts embedded by right answers.</summary>
    public long Inputs { get; private set; }

    /// <summary>Tokens that right answers say they took.</summary>
    public long Tokens { get; private set; }

    /// <summary>The first problem that was met; null when there was none.</summary>
    public string? FirstProblem { get; private set; }

    /// <summary>Number of requests.</summary>
    public long Total => _outcomes.Sum();

    /// <summary>Number of requests that ended so.</summary>
    public long this[OutcomeKind kind] => _outcomes[(int)kind];

    /// <summary>Notes a request.</summary>
    public void Add(Answer answer, int inputs, TimeSpan latency)
    {
        lock (_gate)
        {
            _outcomes[(int)answer.Kind]++;
            FirstProblem ??= answer.Problem;
            if (answer.Body is not { } body)
            {
                return;
            }

            Inputs += inputs;
            Tokens += body.Usage.PromptTokens;
            _latency.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, HighestMicroseconds));
        }
    }

    /// <summary>Latency of right answers, in milliseconds, at a percentile from 0 to 100; 0 when there was none.</summary>
    public double LatencyAt(double percentile) =>
        _latency.TotalCount == 0 ? 0 : _latency.GetValueAtPercentile(percentile) / 1000.0;
}
