using Aegis.Gateway.Balancing;

namespace Aegis.Gateway.Diagnostics;

/// <summary>Log messages of the gateway; event ids 6000 to 6999.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(6000, LogLevel.Information, "Server {Replica} is healthy and gets requests")]
    public static partial void Joined(ILogger logger, string replica);

    [LoggerMessage(6001, LogLevel.Warning, "Server {Replica} gets no requests: {Reason}")]
    public static partial void Left(ILogger logger, string replica, string reason);

    [LoggerMessage(6002, LogLevel.Debug, "Request {Request} goes to another server: {Outcome} at {Replica}")]
    public static partial void Retried(ILogger logger, string request, AttemptOutcome outcome, string? replica);
}
