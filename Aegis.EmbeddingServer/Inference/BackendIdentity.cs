namespace Aegis.EmbeddingServer.Inference;

/// <summary>What a backend says of itself.</summary>
/// <param name="ModelId">The id that answers carry.</param>
/// <param name="Organisation">Who published the model; null when nobody says.</param>
/// <param name="Created">When it was published, in seconds since 1970.</param>
/// <param name="Kind">What computes the vectors.</param>
/// <param name="Fingerprint">Tells models apart whose vectors differ: the hash of the file that computes them.</param>
/// <param name="ExecutionProvider">Where it runs: <c>cpu</c>.</param>
/// <param name="Precision"><c>int8</c>, <c>fp32</c>, or <c>none</c> for the deterministic backend.</param>
internal sealed record BackendIdentity(
    string ModelId,
    string? Organisation,
    long Created,
    BackendKind Kind,
    string Fingerprint,
    string ExecutionProvider,
    string Precision);
