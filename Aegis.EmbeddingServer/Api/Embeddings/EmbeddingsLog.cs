using Aegis.Scheduling;

namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>Log messages of this folder; event ids 4002 and 4003.</summary>
internal static partial class EmbeddingsLog
{
    [LoggerMessage(EventId = 4002, Message = "Request {Request} got no vectors: {Outcome}")]
    public static partial void NotComputed(ILogger logger, LogLevel level, string request, JobOutcome outcome);

    [LoggerMessage(4003, LogLevel.Error, "Request {Request}: a vector cut to {Width} dimensions has nothing left")]
    public static partial void NothingLeft(ILogger logger, string request, int width);
}
