namespace Aegis.Engine.Workers;

/// <summary>Log messages of this folder; event ids 2000, 2001 and 2003.</summary>
internal static partial class WorkersLog
{
    [LoggerMessage(2000, LogLevel.Error, "A batch of {Sequences} sequences failed; their requests get a 500")]
    public static partial void BatchFailed(ILogger logger, Exception exception, int sequences);

    [LoggerMessage(2001, LogLevel.Error, "{Vectors} vectors of a batch are not finite with norm 1; their requests get a 500")]
    public static partial void WrongVectors(ILogger logger, int vectors);

    [LoggerMessage(2003, LogLevel.Critical, "A batch of {Sequences} sequences has taken longer than {Limit}. Another worker replaces "
        + "its worker, and its requests get a 504")]
    public static partial void BatchStuck(ILogger logger, int sequences, TimeSpan limit);
}
