namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Log messages of this stage; event ids 2000 to 2999.</summary>
internal static partial class SchedulingLog
{
    [LoggerMessage(2002, LogLevel.Information, "Serving {Model} ({Precision}) with {Workers} workers, loaded and proven in {Milliseconds:F0} ms")]
    public static partial void Ready(ILogger logger, string model, string precision, int workers, double milliseconds);

    [LoggerMessage(2000, LogLevel.Error, "A Run of {Sequences} sequences failed; their requests answer 500")]
    public static partial void RunFailed(ILogger logger, Exception exception, int sequences);

    [LoggerMessage(2001, LogLevel.Error, "{Vectors} vectors of a Run are not finite with norm 1; their requests answer 500")]
    public static partial void WrongVectors(ILogger logger, int vectors);

    [LoggerMessage(2003, LogLevel.Critical, "A Run of {Sequences} sequences has lasted longer than {Limit}; another worker takes its place, and its requests answer 504")]
    public static partial void RunStuck(ILogger logger, int sequences, TimeSpan limit);
}
