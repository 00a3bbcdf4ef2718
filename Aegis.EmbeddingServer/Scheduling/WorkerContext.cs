using Aegis.EmbeddingServer.Diagnostics;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>What every worker needs beside the queue and the model.</summary>
internal sealed record WorkerContext(TimeProvider Clock, RunHealth Health, ServerMetrics Metrics, ILogger<Worker> Logger)
{
    /// <summary>Vectors that were computed before; null: none are kept.</summary>
    public VectorCache? Cache { get; init; }
}
