using Aegis.Engine.Inference;
using Aegis.Engine.Telemetry;

namespace Aegis.Engine.Workers;

/// <summary>What the workers of an engine share.</summary>
/// <param name="Model">Computes the vectors.</param>
/// <param name="Cache">Keeps vectors that were computed; null: no cache.</param>
/// <param name="Health">Counts right and wrong batches.</param>
/// <param name="Metrics">Measures batches.</param>
/// <param name="Clock">Measures time.</param>
internal sealed record WorkerContext(
    IEmbeddingModel Model, VectorCache? Cache, BatchHealth Health, EngineMetrics Metrics, TimeProvider Clock)
{
    public required ILogger Logger { get; init; }
}
