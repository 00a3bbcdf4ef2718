using System.ComponentModel.DataAnnotations;

namespace Aegis.EmbeddingServer.Api;

/// <summary><c>Aegis:Api</c>: bounds of one request.</summary>
internal sealed class ApiOptions
{
    /// <summary>Most inputs: 1 to 100,000. Default: 2,048, as OpenAI's.</summary>
    [Range(1, 100_000)]
    public int MaxInputs { get; set; } = 2048;

    /// <summary>Most characters of one input, in UTF-16 units: 1 to 1,000,000,000. Default: 1,000,000.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxInputCharacters { get; set; } = 1_000_000;

    /// <summary>Most tokens through the model, after cutting: 512 to 100,000,000. Default: 300,000.</summary>
    [Range(512, 100_000_000)]
    public int MaxRequestTokens { get; set; } = 300_000;

    /// <summary>Largest body, in bytes: 1 KiB to 2 GiB. Default: 32 MiB.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxBodyBytes { get; set; } = 32 * 1024 * 1024;
}
