using System.ComponentModel.DataAnnotations;

namespace Aegis.EmbeddingServer.Configuration;

/// <summary><c>Aegis:Api</c>: the callers that are allowed, and the limits of one request.</summary>
internal sealed class ApiOptions : FrontOptions
{
    /// <summary>Which vocabulary the token ids in requests come from. Default: <see cref="TokenIdEncoding.Model"/>.</summary>
    public TokenIdEncoding TokenIds { get; set; } = TokenIdEncoding.Model;

    /// <summary>Most inputs: 1 to 100,000. Default: 2,048, as OpenAI's.</summary>
    [Range(1, 100_000)]
    public int MaxInputs { get; set; } = 2048;

    /// <summary>Most characters of one input, in UTF-16 units: 1 to 1,000,000,000. Default: 1,000,000.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxInputCharacters { get; set; } = 1_000_000;

    /// <summary>Most tokens through the model, after cutting: 512 to 100,000,000. Default: 300,000.</summary>
    [Range(512, 100_000_000)]
    public int MaxRequestTokens { get; set; } = 300_000;
}

/// <summary>Which vocabulary the token ids in requests come from.</summary>
internal enum TokenIdEncoding
{
    /// <summary>The served model's own.</summary>
    Model,

    /// <summary>OpenAI's cl100k_base: the ids are decoded to text, and the text is embedded.</summary>
    Cl100k_Base,
}
