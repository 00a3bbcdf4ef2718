using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Report;

/// <summary>Figures that follow from what a stream did; null where they cannot be told.</summary>
internal static class StreamNumbers
{
    public static double? RequestsPerSecond(StreamFigures figures) => PerSecond(figures.Outcomes.Ok, figures);

    public static double? TokensPerSecond(StreamFigures figures) => PerSecond(figures.Tokens, figures);

    /// <summary>Of the requests that were due.</summary>
    public static double? Goodput(StreamFigures figures) => OfDue(figures.Good, figures);

    public static double? OfDue(long count, StreamFigures figures) => figures.Outcomes.Total == 0 ? null : (double)count / figures.Outcomes.Total;

    /// <summary>Null where nothing was answered: a latency of 0 would read as fast.</summary>
    public static double? Latency(StreamFigures figures, Func<Percentiles, double> value) => figures.Latency.Count == 0 ? null : value(figures.Latency);

    public static double? Lateness(StreamFigures figures) => figures.Lateness.Count == 0 ? null : figures.Lateness.P99;

    /// <summary>All that is neither right nor refused.</summary>
    public static long Failed(Outcomes outcomes) => outcomes.TimedOut + outcomes.ConnectionFailed + outcomes.ServerError + outcomes.WrongAnswer + outcomes.Unsent;

    private static double? PerSecond(long count, StreamFigures figures) => figures.Seconds > 0 ? count / figures.Seconds : null;
}
