using Aegis.Engine.Telemetry;
using Aegis.Engine.Tokenization;
using BitFaster.Caching;
using BitFaster.Caching.Lru;

namespace Aegis.Engine.Workers;

/// <summary>
/// Vectors of one model by token ids; the least recently used leaves first. Limited by the number of entries, each
/// counted as the largest possible entry. Safe for concurrent use.
/// </summary>
internal sealed class VectorCache
{
    /// <summary>Objects, dictionary and list nodes of an entry beside its arrays; measured, rounded up.</summary>
    private const int EntryBytes = 320;

    /// <summary>Fewest entries that the library keeps.</summary>
    private const int MinEntries = 3;

    private readonly ICache<TokenSequence, float[]> _vectors;
    private readonly EngineMetrics _metrics;

    /// <param name="maxBytes">Most memory that the cache may take.</param>
    /// <param name="largestEntry">Components of a vector, and most tokens of a sequence.</param>
    /// <param name="metrics">Counts hits and misses.</param>
    public VectorCache(int maxBytes, (int Dimensions, int MaxTokens) largestEntry, EngineMetrics metrics)
    {
        var bytes = EntryBytes + (sizeof(float) * largestEntry.Dimensions) + (sizeof(int) * largestEntry.MaxTokens);
        Capacity = Math.Max(MinEntries, maxBytes / bytes);
        _vectors = new ConcurrentLruBuilder<TokenSequence, float[]>().WithCapacity(Capacity).Build();
        _metrics = metrics;
    }

    /// <summary>Most entries.</summary>
    public int Capacity { get; }

    public bool TryGet(TokenSequence sequence, out ReadOnlySpan<float> vector)
    {
        var found = _vectors.TryGet(sequence, out var kept);
        _metrics.CacheAsked(found);
        vector = kept;
        return found;
    }

    /// <summary>Keeps a copy of a vector.</summary>
    public void Add(TokenSequence sequence, ReadOnlySpan<float> vector) => _vectors.AddOrUpdate(sequence, vector.ToArray());
}
