namespace Aegis.SoakRunner.Document;

/// <summary>One line of the timeline.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Phase">The phase that it lies in.</param>
/// <param name="Kind">Whether it is judged.</param>
/// <param name="FromSeconds">Start, in seconds since the first request was due.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Streams">What each stream did in it.</param>
/// <param name="Target">The target at its end; null where it could not be sampled.</param>
/// <param name="Runner">The runner itself at its end.</param>
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

/// <summary>Kinds of windows.</summary>
internal enum WindowKind
{
    /// <summary>Before the judged time.</summary>
    WarmUp,

    /// <summary>Of full length: judged.</summary>
    Full,

    /// <summary>Cut short by the end of a phase or of the run: shown, in the totals, in no trend.</summary>
    Partial,

    /// <summary>After the last request was due: the last answers, and a pause.</summary>
    Drain,
}

/// <summary>What a stream did in a window, in a phase or in the whole judged time.</summary>
/// <param name="Stream">Its name.</param>
/// <param name="Seconds">Time in which it sent.</param>
/// <param name="Outcomes">Requests by how they ended.</param>
/// <param name="Inputs">Texts embedded by right answers.</param>
/// <param name="Tokens">Tokens of right answers.</param>
/// <param name="Good">Right answers within the objective.</param>
/// <param name="Latency">Of right answers, from the moment at which each was due.</param>
/// <param name="Lateness">How much later than due requests were sent.</param>
/// <param name="InFlight">Requests under way at the end.</param>
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

/// <summary>A distribution in milliseconds; all 0 when there is none.</summary>
internal sealed record Percentiles(long Count, double Mean, double P50, double P90, double P95, double P99, double Max)
{
    public static Percentiles None { get; } = new(0, 0, 0, 0, 0, 0, 0);
}

/// <summary>The target, as its metrics and its process show it; null: not known.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Restarts">Times it came back as another process since the run began.</param>
/// <param name="WorkingSetBytes">Resident memory.</param>
/// <param name="HeapBytes">Managed heap after the last collection.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="Handles">Open handles (file descriptors on Linux).</param>
/// <param name="CpuSeconds">Processor time so far.</param>
/// <param name="QueueInputs">Inputs admitted and not yet answered.</param>
/// <param name="QueueTokens">Tokens admitted and not yet answered.</param>
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

/// <summary>The runner's own process.</summary>
/// <param name="WorkingSetBytes">Resident memory.</param>
/// <param name="CpuSeconds">Processor time so far.</param>
internal sealed record RunnerSample(long WorkingSetBytes, double CpuSeconds);
