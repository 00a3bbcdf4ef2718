namespace Aegis.EmbeddingServer.Serving;

/// <summary>Log messages of this folder; event ids 1000 to 1002, and 2002.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(1000, LogLevel.Error, "No embedding can be served: {Reason}")]
    public static partial void Failed(ILogger logger, Exception? exception, string reason);

    [LoggerMessage(1001, LogLevel.Error, "The canary failed, and no embedding is served until it passes: {Problem}")]
    public static partial void CanaryFailed(ILogger logger, string problem);

    [LoggerMessage(1002, LogLevel.Information, "The canary passes again: embeddings are served")]
    public static partial void CanaryRightAgain(ILogger logger);

    [LoggerMessage(2002, LogLevel.Information,
        "Serving {Model} ({Precision}) with {Workers} workers, loaded and proven in {Milliseconds:F0} ms")]
    public static partial void Ready(ILogger logger, string model, string precision, int workers, double milliseconds);
}
