using System.ComponentModel.DataAnnotations;
using Aegis.Engine.Inference.Onnx;
using Aegis.Scheduling;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Execution</c>: how the model computes.</summary>
internal sealed class ExecutionOptions
{
    /// <summary>
    /// <c>cpu</c>, <c>directml</c> or <c>cuda</c>: this provider, or the model is not served. Default: <c>auto</c>, the best
    /// provider of this machine whose vectors are right, else the CPU.
    /// </summary>
    public ExecutionProvider? Provider { get; set; }

    /// <summary>Batches at the same time, each on one thread: 1 to 256. Default: one per physical core.</summary>
    [Range(1, 256)]
    public int Workers { get; set; } = PhysicalCores.Count();

    /// <summary>
    /// Most padded tokens (sequences x longest length) of one batch: 32 to 16,384. Default: 256 on the CPU, where larger
    /// batches are no faster and every request waits longer; 4,096 on a GPU. Measure a change with the <c>sweep</c> benchmark.
    /// </summary>
    [Range(32, 16_384)]
    public int? MaxRunTokens { get; set; }
}
