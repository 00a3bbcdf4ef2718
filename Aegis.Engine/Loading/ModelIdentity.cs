namespace Aegis.Engine.Loading;

/// <summary>The description of a loaded model in answers, metrics and traces.</summary>
/// <param name="ModelId">The id in answers.</param>
/// <param name="Organisation">The publisher of the model; null when the folder does not name it.</param>
/// <param name="Created">When the model was published, in seconds since 1970.</param>
/// <param name="Fingerprint">Hash of the file that computes the vectors. Models with other vectors have another fingerprint.</param>
/// <param name="ExecutionProvider"><c>cpu</c>, <c>directml</c> or <c>cuda</c>.</param>
/// <param name="Precision"><c>int8</c>, <c>fp32</c>, <c>fp16</c>, or <c>none</c> for the deterministic backend.</param>
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
