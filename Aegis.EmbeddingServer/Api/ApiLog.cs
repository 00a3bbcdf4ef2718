using Aegis.EmbeddingServer.Scheduling;

namespace Aegis.EmbeddingServer.Api;

/// <summary>Log messages of this stage; event ids 4000 to 4999.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(EventId = 4002, Message = "Request {Request} got no vectors: {Outcome}")]
    public static partial void NotComputed(ILogger logger, LogLevel level, string request, JobOutcome outcome);

    [LoggerMessage(4003, LogLevel.Error, "Request {Request}: a vector cut to {Width} dimensions has nothing left")]
    public static partial void NothingLeft(ILogger logger, string request, int width);

    [LoggerMessage(4005, LogLevel.Information, "Request {Request}: the canary passes, {Model} on {Provider} with precision {Precision}")]
    public static partial void CanaryPassed(ILogger logger, string request, string model, string provider, string precision);
}
