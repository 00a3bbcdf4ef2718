namespace Aegis.EmbeddingServer.Diagnostics;

/// <summary>Begins the <see cref="RequestTelemetry"/> of each request.</summary>
internal sealed class RequestObserver(TimeProvider clock, ServerMetrics metrics, RequestTracer tracer)
{
    public RequestTelemetry Begin(string requestId) => new(requestId, clock, metrics, tracer);
}
