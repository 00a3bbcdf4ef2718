namespace Aegis.Http.Front;

/// <summary>Log messages about requests; event ids 4000 to 4999, a range that the server's own messages share.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(4000, LogLevel.Debug, "The caller of request {Request} closed the connection")]
    public static partial void CallerGone(ILogger logger, string request);

    [LoggerMessage(4001, LogLevel.Error, "Request {Request} failed")]
    public static partial void Unexpected(ILogger logger, Exception exception, string request);

    [LoggerMessage(
        4004,
        LogLevel.Warning,
        "Listening on {Addresses} without keys: everyone who can reach this address can send requests. "
            + "Set Aegis:Api:Keys, or listen on loopback (--urls {Loopback})")]
    public static partial void Exposed(ILogger logger, string addresses, string loopback);
}
