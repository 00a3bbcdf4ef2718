using Aegis.EmbeddingServer.Diagnostics;
using Aegis.EmbeddingServer.Tokenization;
using BitFaster.Caching;
using BitFaster.Caching.Lru;

namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>
/// Vectors by model and token ids, the least recently used leaving first. Bounded by its number of entries, each
/// reckoned as the largest one there can be. Safe for concurrent use.
/// </summary>
internal sealed class VectorCache
{
    /// <summary>Objects, dictionary and list nodes of an entry beside its arrays; measured, rounded up.</summary>
    private const int EntryBytes = 320;

    /// <summary>Fewest entries that the library keeps.</summary>
    private const int LeastEntries = 3;

    private readonly ICache<Key, float[]> _vectors;
    private readonly string _model;
    private readonly ServerMetrics _metrics;

    /// <param name="maxBytes">Most memory it may take.</param>
    /// <param name="model">Hash of the model: the vectors of another one are other vectors.</param>
    /// <param name="largestEntry">Components of a vector, and most tokens of a sequence.</param>
    /// <param name="metrics">Counts hits and misses.</param>
    public VectorCache(int maxBytes, string model, (int Dimensions, int MaxTokens) largestEntry, ServerMetrics metrics)
    {
        var bytes = EntryBytes + (sizeof(float) * largestEntry.Dimensions) + (sizeof(int) * largestEntry.MaxTokens);
        Capacity = Math.Max(LeastEntries, maxBytes / bytes);
        _vectors = new ConcurrentLruBuilder<Key, float[]>().WithCapacity(Capacity).Build();
        _model = model;
        _metrics = metrics;
    }

    /// <summary>Most entries.</summary>
    public int Capacity { get; }

    /// <summary>Entries that are there.</summary>
    public int Count => _vectors.Count;

    /// <summary>The vector of a sequence, if it is kept.</summary>
    public bool TryGet(TokenSequence sequence, out ReadOnlySpan<float> vector)
    {
        var found = _vectors.TryGet(new Key(_model, sequence), out var kept);
        _metrics.CacheAsked(found);
        vector = kept;
        return found;
    }

    /// <summary>Keeps a copy of a vector.</summary>
    public void Add(TokenSequence sequence, ReadOnlySpan<float> vector) => _vectors.AddOrUpdate(new Key(_model, sequence), vector.ToArray());

    private readonly record struct Key(string Model, TokenSequence Sequence);
}
