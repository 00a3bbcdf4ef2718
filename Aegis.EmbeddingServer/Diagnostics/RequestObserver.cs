namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>Begins the <see cref="RequestTelemetry"/> of each request.</summary>
internal sealed class RequestObserver(TimeProvider clock, ServerMetrics metrics, RequestTracer tracer)
{
    /// <summary>A request to the embeddings routes begins now.</summary>
    /// <param name="requestId">Its <c>x-request-id</c>.</param>
    public RequestTelemetry Begin(string requestId) => new(new RequestFacts { RequestId = requestId }, clock, metrics, tracer);
}
