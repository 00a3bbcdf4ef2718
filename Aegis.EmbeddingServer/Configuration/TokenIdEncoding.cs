namespace Aegis.EmbeddingServer.Configuration;

/// <summary>Which vocabulary the token ids in requests come from.</summary>
internal enum TokenIdEncoding
{
    /// <summary>The served model's own.</summary>
    Model,

    /// <summary>OpenAI's cl100k_base: the ids are decoded to text, and the text is embedded.</summary>
    Cl100k_Base,
}
