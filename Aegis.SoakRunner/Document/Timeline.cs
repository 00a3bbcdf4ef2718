namespace Aegis.SoakRunner.Document;

/// <param name="FromSeconds">Start, since the first request was due.</param>
/// <param name="Target">The target at the end of the window; null: no sample.</param>
internal sealed record TimelineWindow(
    int Number,
    string Phase,
    WindowKind Kind,
    double FromSeconds,
    double Seconds,
    IReadOnlyList<StreamFigures> Streams,
    TargetSample? Target,
    RunnerSample Runner)
{
    // Methods: properties would become fields of the JSON.
    public double EndSeconds() => FromSeconds + Seconds;

    public StreamFigures? FiguresOf(string stream) => Streams.FirstOrDefault(figures => figures.Stream == stream);
}

internal enum WindowKind
{
    /// <summary>Not judged.</summary>
    WarmUp,

    /// <summary>Judged.</summary>
    Full,

    /// <summary>Cut short by the end of a phase or of the run. In the totals, in no trend.</summary>
    Partial,

    /// <summary>The last answers and a pause, after every request is sent.</summary>
    Drain,
}

/// <summary>A stream in a window, in a phase or in the judged time.</summary>
/// <param name="Seconds">Time in which the stream sent.</param>
/// <param name="Inputs">Texts of correct answers.</param>
/// <param name="Good">Correct answers within the objective.</param>
/// <param name="Latency">Of correct answers, from the moment at which each request was due.</param>
/// <param name="Lateness">Delay between the moment at which a request was due and its sending.</param>
internal sealed record StreamFigures(
    string Stream,
    double Seconds,
    Outcomes Outcomes,
    long Inputs,
    long Tokens,
    long Good,
    Percentiles Latency,
    Percentiles Lateness,
    int InFlight)
{
    // Methods: properties would become fields of the JSON. Each is null where it cannot be told.
    public double? RequestsPerSecond() => PerSecond(Outcomes.Ok);

    public double? TokensPerSecond() => PerSecond(Tokens);

    public double? Goodput() => OfDue(Good);

    public double? OfDue(long count) => Outcomes.Total == 0 ? null : (double)count / Outcomes.Total;

    /// <summary>Null without an answer: a latency of 0 would read as fast.</summary>
    public double? LatencyAt(Func<Percentiles, double> value) => Latency.Count == 0 ? null : value(Latency);

    public double? LatenessP99() => Lateness.Count == 0 ? null : Lateness.P99;

    private double? PerSecond(long count) => Seconds > 0 ? count / Seconds : null;
}

/// <summary>A distribution in milliseconds; all 0: no value.</summary>
internal sealed record Percentiles(long Count, double Mean, double P50, double P90, double P95, double P99, double Max)
{
    public static Percentiles None { get; } = new(0, 0, 0, 0, 0, 0, 0);
}

/// <summary>The target by its metrics and its process. Null: not known.</summary>
/// <param name="Restarts">How often the target came back as another process during the run.</param>
/// <param name="HeapBytes">Managed heap after the last collection.</param>
/// <param name="Handles">Open handles; on Linux: file descriptors.</param>
internal sealed record TargetSample(
    int? ProcessId,
    int Restarts,
    long? WorkingSetBytes,
    long? HeapBytes,
    int? Threads,
    int? Handles,
    double? CpuSeconds,
    double? QueueInputs,
    double? QueueTokens);

internal sealed record RunnerSample(long WorkingSetBytes, double CpuSeconds);
