using System.ComponentModel.DataAnnotations;

namespace Aegis.EmbeddingServer.Inference;

/// <summary><c>Aegis:Execution</c>: how the model runs.</summary>
internal sealed class ExecutionOptions
{
    /// <summary>Runs at the same time, each on one thread: 1 to 256. Default: one per physical core.</summary>
    [Range(1, 256)]
    public int Workers { get; set; } = PhysicalCores.Count();
}
