namespace Aegis.EmbeddingServer.Supervision;

/// <summary>Log messages of this stage; event ids 7000 to 7999.</summary>
internal static partial class SupervisionLog
{
    [LoggerMessage(7000, LogLevel.Warning, "The service manager cannot be told how the server stands (NOTIFY_SOCKET): {Reason}")]
    public static partial void NotTold(ILogger logger, string reason);
}
