namespace Aegis.Engine.Workers;

/// <summary>How a loaded model computes, and how much work it admits.</summary>
/// <param name="Workers">Batches at the same time, each on one thread; at least 1.</param>
internal sealed record WorkerSettings(int Workers)
{
    /// <summary>Most padded tokens of a batch; null: the limit of the provider.</summary>
    public int? MaxPaddedTokens { get; init; }

    /// <summary>True when nobody waits for a single text: batches are twice as large, for 2 to 4 % more throughput.</summary>
    public bool IsBulkOnly { get; init; }

    /// <summary>Limits on the work that waits or runs.</summary>
    public WorkLoad AdmissionLimits { get; init; } = WorkLoad.DefaultLimits;

    /// <summary>Longest time from admission to the last vector.</summary>
    public TimeSpan RequestTimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most memory of the vector cache; 0: no cache.</summary>
    public int CacheBytes { get; init; }

    public BatchLimits LimitsFor(BatchLimits model) =>
        model with { MaxPaddedTokens = MaxPaddedTokens ?? (IsBulkOnly ? 2 * model.MaxPaddedTokens : model.MaxPaddedTokens) };
}
