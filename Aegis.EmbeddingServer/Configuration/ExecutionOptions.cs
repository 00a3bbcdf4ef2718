using System.ComponentModel.DataAnnotations;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Execution</c>: how the model runs.</summary>
internal sealed class ExecutionOptions
{
    /// <summary>What ONNX Runtime computes on. Default: <see cref="ProviderChoice.Auto"/>.</summary>
    public ProviderChoice Provider { get; set; } = ProviderChoice.Auto;

    /// <summary>Runs at the same time, each on one thread: 1 to 256. Default: one per physical core.</summary>
    [Range(1, 256)]
    public int Workers { get; set; } = PhysicalCores.Count();

    /// <summary>
    /// Most padded tokens (sequences x longest length) of one Run: 32 to 16,384. Default: 256 on the CPU, where larger
    /// Runs gain nothing and make everyone wait, 4,096 on a GPU; measure with the <c>sweep</c> benchmark before changing it.
    /// </summary>
    [Range(32, 16_384)]
    public int? MaxRunTokens { get; set; }

    /// <summary>True where nobody waits for a single text, as when a file is embedded: Runs of twice the size then, for 2 to 4 % more throughput.</summary>
    internal bool IsBulkOnly { get; set; }

    /// <summary>The size of a Run that counts for a backend.</summary>
    internal int RunTokens(RunLimits limits) => MaxRunTokens ?? (IsBulkOnly ? 2 * limits.MaxTokens : limits.MaxTokens);
}
