namespace Aegis.EmbeddingServer.Api;

/// <summary>Body of <c>POST /v1/embeddings</c>; unknown fields are ignored.</summary>
internal sealed record EmbeddingsRequest
{
    /// <summary>The inputs, in the order of the answer; null when the body has none.</summary>
    public IReadOnlyList<EmbeddingInput>? Input { get; init; }

    /// <summary>The served id, its full id or an alias; null or empty: the served model.</summary>
    public string? Model { get; init; }

    /// <summary><c>float</c> or <c>base64</c>; null: float.</summary>
    public string? EncodingFormat { get; init; }

    /// <summary>Width to cut the vectors to; null: the model's.</summary>
    public int? Dimensions { get; init; }

    /// <summary><c>end</c>, <c>start</c> or <c>none</c>; null: what <c>Aegis:Model:Truncation</c> says.</summary>
    public string? Truncate { get; init; }

    /// <summary>Name of what is put in front of each text; null: the default; empty: nothing.</summary>
    public string? PromptName { get; init; }
}
