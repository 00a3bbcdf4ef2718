namespace Aegis.EmbeddingServer.Inference;

/// <summary>Why a better way to serve a model is not the one that is taken.</summary>
internal enum SkipReason
{
    /// <summary>Nothing better was there to try.</summary>
    None,

    /// <summary>No other provider is in this build of ONNX Runtime.</summary>
    NotInBuild,

    /// <summary>This CPU saturates int8 products.</summary>
    Int8NotExact,

    /// <summary>Nothing in the folder shows what right int8 vectors are.</summary>
    NoReferenceVectors,

    /// <summary>It could not be loaded, or its canary was wrong.</summary>
    Failed,
}
