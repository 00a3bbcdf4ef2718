namespace Aegis.Http.Front;

/// <summary>Log messages of what every service does with a request; event ids of the range 4000 to 4999, which the server's own share.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(4000, LogLevel.Debug, "The caller of request {Request} hung up")]
    public static partial void CallerGone(ILogger logger, string request);

    [LoggerMessage(4001, LogLevel.Error, "Request {Request} failed")]
    public static partial void Unexpected(ILogger logger, Exception exception, string request);

    [LoggerMessage(4004, LogLevel.Warning, "Listening on {Addresses} without keys: whoever reaches this address can use the server. Set Aegis:Api:Keys, or listen on loopback (--urls http://127.0.0.1:8181)")]
    public static partial void Exposed(ILogger logger, string addresses);
}
