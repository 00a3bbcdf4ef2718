using System.ComponentModel.DataAnnotations;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Cache</c>: vectors that are kept for texts that come again.</summary>
internal sealed class CacheOptions
{
    /// <summary>Most memory for kept vectors: 0 to 1,073,741,824 bytes. Default: 0, no cache.</summary>
    [Range(0, 1 << 30)]
    public int MaxBytes { get; set; }
}
