namespace Aegis.EmbeddingServer.Model;

/// <summary>Log messages of this stage; event ids 1000 to 1999.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(1000, LogLevel.Error, "No embedding can be served: {Reason}")]
    public static partial void Failed(ILogger logger, Exception? exception, string reason);
}
