namespace Aegis.EmbeddingServer.Inference;

/// <summary>What a backend says of itself.</summary>
/// <param name="ModelId">The id that answers carry.</param>
/// <param name="Organisation">Who published the model; null when nobody says.</param>
/// <param name="Created">When it was published, in seconds since 1970.</param>
/// <param name="Kind">What computes the vectors.</param>
/// <param name="Fingerprint">Tells models apart whose vectors differ: the hash of the file that computes them.</param>
/// <param name="ExecutionProvider">Where it runs: <c>cpu</c>, <c>directml</c> or <c>cuda</c>.</param>
/// <param name="Precision"><c>int8</c>, <c>fp32</c>, <c>fp16</c>, or <c>none</c> for the deterministic backend.</param>
internal sealed record BackendIdentity(
    string ModelId,
    string? Organisation,
    long Created,
    BackendKind Kind,
    string Fingerprint,
    string ExecutionProvider,
    string Precision)
{
    /// <summary>Why provider and file are these, in words; null for a backend without a choice.</summary>
    public string? ExecutionReason { get; init; }

    /// <summary>The same in one word, for metrics.</summary>
    public SkipReason Skipped { get; init; }

    /// <summary>Version of ONNX Runtime; null for a backend without it.</summary>
    public string? Runtime { get; init; }
}
