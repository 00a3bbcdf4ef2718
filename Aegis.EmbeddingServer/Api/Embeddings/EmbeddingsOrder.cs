using Aegis.Engine;
using Aegis.Engine.Tokenization;

namespace Aegis.EmbeddingServer.Api.Embeddings;

internal sealed record EmbeddingsOrder(ITextTokenizer Tokenizer, Truncation Truncation, int Width)
    : EmbeddingOrder(Tokenizer, Truncation, Width)
{
    /// <summary>At least one.</summary>
    public required IReadOnlyList<EmbeddingInput> Inputs { get; init; }

    /// <summary>The model that the request names; null when it names none.</summary>
    public string? ModelName { get; init; }

    /// <summary>True: vectors as base64 of little-endian float32; false: as JSON numbers.</summary>
    public bool IsBase64 { get; init; }
}

/// <summary>One item of <c>input</c>: a text of valid Unicode, or one or more token ids, not checked yet. The other one is null.</summary>
internal readonly record struct EmbeddingInput(InputName Name, string? Text, int[]? TokenIds);

/// <summary>What a message calls a part of <c>input</c>: <c>input</c>, <c>input[3]</c>, or a token id of either.</summary>
internal readonly record struct InputName(int? Item, int? Position = null)
{
    public override string ToString() => $"'input{Bracketed(Item)}{Bracketed(Position)}'";

    public InputName At(int position) => this with { Position = position };

    private static string Bracketed(int? index) => index is null ? string.Empty : $"[{index}]";
}
