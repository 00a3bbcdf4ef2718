using HdrHistogram;

namespace Aegis.SoakRunner.Measure;

/// <summary>Counts and distributions of one stream over some time, in constant memory. Not safe for concurrent use.</summary>
internal sealed class Tally
{
    private const long MaxMicroseconds = 600_000_000;
    private const int SignificantDigits = 3;

    private readonly long[] _outcomes = new long[Enum.GetValues<OutcomeKind>().Length];
    private readonly LongHistogram _latency = new(MaxMicroseconds, SignificantDigits);
    private readonly LongHistogram _lateness = new(MaxMicroseconds, SignificantDigits);
    private long _inputs;
    private long _tokens;
    private long _good;

    public void AddOk(int inputs, int tokens, TimeSpan latency, bool isGood)
    {
        _outcomes[(int)OutcomeKind.Ok]++;
        _inputs += inputs;
        _tokens += tokens;
        _good += isGood ? 1 : 0;
        _latency.RecordValue(Microseconds(latency));
    }

    public void AddFailure(OutcomeKind kind) => _outcomes[(int)kind]++;

    public void AddLateness(TimeSpan lateness) => _lateness.RecordValue(Microseconds(lateness));

    public void Add(Tally other)
    {
        for (var i = 0; i < _outcomes.Length; i++)
        {
            _outcomes[i] += other._outcomes[i];
        }

        _inputs += other._inputs;
        _tokens += other._tokens;
        _good += other._good;
        AddTo(_latency, other._latency);
        AddTo(_lateness, other._lateness);
    }

    public void Clear()
    {
        Array.Clear(_outcomes);
        (_inputs, _tokens, _good) = (0, 0, 0);
        _latency.Reset();
        _lateness.Reset();
    }

    public StreamFigures Figures(string stream, double seconds, int inFlight) => new(
        stream, seconds, Outcomes.Of(_outcomes), _inputs, _tokens, _good, Distribution(_latency), Distribution(_lateness), inFlight);

    private static void AddTo(LongHistogram sum, LongHistogram part)
    {
        if (part.TotalCount > 0)
        {
            sum.Add(part);
        }
    }

    private static long Microseconds(TimeSpan time) => Math.Clamp((long)time.TotalMicroseconds, 0, MaxMicroseconds);

    private static Percentiles Distribution(LongHistogram histogram) => histogram.TotalCount == 0
        ? Percentiles.None
        : new Percentiles(
            histogram.TotalCount, histogram.GetMean() / 1000, At(histogram, 50), At(histogram, 90), At(histogram, 95), At(histogram, 99),
            histogram.GetMaxValue() / 1000.0);

    private static double At(LongHistogram histogram, double percentile) => histogram.GetValueAtPercentile(percentile) / 1000.0;
}
