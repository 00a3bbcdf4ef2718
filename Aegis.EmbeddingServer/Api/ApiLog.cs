using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Api;

/// <summary>Log messages of this stage; event ids 4000 to 4999.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(4000, LogLevel.Debug, "The caller of request {Request} hung up")]
    public static partial void CallerGone(ILogger logger, string request);

    [LoggerMessage(4001, LogLevel.Error, "Request {Request} failed")]
    public static partial void Unexpected(ILogger logger, Exception exception, string request);

    [LoggerMessage(EventId = 4002, Message = "Request {Request} got no vectors: {Outcome}")]
    public static partial void NotComputed(ILogger logger, LogLevel level, string request, JobOutcome outcome);

    [LoggerMessage(4003, LogLevel.Error, "Request {Request}: a vector cut to {Width} dimensions has nothing left")]
    public static partial void NothingLeft(ILogger logger, string request, int width);

    [LoggerMessage(4004, LogLevel.Warning, "Listening on {Addresses} without keys: whoever reaches this address can use the server. Set Aegis:Api:Keys, or listen on loopback (--urls http://127.0.0.1:8181)")]
    public static partial void Exposed(ILogger logger, string addresses);

    [LoggerMessage(4005, LogLevel.Information, "Request {Request}: the canary passes, {Model} on {Provider} with precision {Precision}")]
    public static partial void CanaryPassed(ILogger logger, string request, string model, string provider, string precision);
}
