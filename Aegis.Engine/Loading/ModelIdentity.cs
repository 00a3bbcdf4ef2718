namespace Aegis.Engine.Loading;

/// <summary>
/// A loaded model in answers, metrics and traces. Created is in seconds since 1970. The fingerprint is
/// <see cref="ModelFingerprint"/>. The precision is <c>none</c> for the deterministic backend.
/// </summary>
internal sealed record ModelIdentity(
    string ModelId,
    string? Organisation,
    long Created,
    string Fingerprint,
    string ExecutionProvider,
    string Precision)
{
    /// <summary>Why provider and file were chosen, in words; null for a backend without a choice.</summary>
    public string? ExecutionReason { get; init; }

    /// <summary>The same in one word, for metrics.</summary>
    public SkipReason Skipped { get; init; }

    /// <summary>Version of ONNX Runtime; null for a backend without it.</summary>
    public string? Runtime { get; init; }
}
