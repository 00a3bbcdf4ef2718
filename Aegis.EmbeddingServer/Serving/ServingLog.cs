namespace Aegis.EmbeddingServer.Serving;

/// <summary>Log messages of this stage; event ids 1000 to 1999.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(1000, LogLevel.Error, "No embedding can be served: {Reason}")]
    public static partial void Failed(ILogger logger, Exception? exception, string reason);

    [LoggerMessage(1001, LogLevel.Error, "The canary failed, and no embedding is served until it passes: {Problem}")]
    public static partial void CanaryFailed(ILogger logger, string problem);

    [LoggerMessage(1002, LogLevel.Information, "The canary passes again: embeddings are served")]
    public static partial void CanaryRightAgain(ILogger logger);
}
