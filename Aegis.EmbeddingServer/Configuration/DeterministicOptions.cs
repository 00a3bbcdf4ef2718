using System.ComponentModel.DataAnnotations;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Deterministic</c>: the backend without a model.</summary>
internal sealed class DeterministicOptions
{
    /// <summary>Width of its vectors: 1 to 8,192. Default: 384, as the bundled model.</summary>
    [Range(1, 8192)]
    public int Dimensions { get; set; } = 384;
}
