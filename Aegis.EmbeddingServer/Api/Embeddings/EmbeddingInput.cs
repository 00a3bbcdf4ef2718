namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>One item of <c>input</c>: a text, or token ids. One of the two is null.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Text">Valid Unicode; may be empty.</param>
/// <param name="TokenIds">At least one id, not checked against a vocabulary.</param>
internal readonly record struct EmbeddingInput(InputName Name, string? Text, int[]? TokenIds);

/// <summary>What a message calls a part of <c>input</c>: <c>input</c>, <c>input[3]</c>, or a token id of either.</summary>
/// <param name="Item">Index of the item; null where <c>input</c> is the item itself.</param>
/// <param name="Position">Position of a token id in the item; null for the whole item.</param>
internal readonly record struct InputName(int? Item, int? Position = null)
{
    public override string ToString() => $"'input{Bracketed(Item)}{Bracketed(Position)}'";

    /// <summary>One of the item's token ids.</summary>
    public InputName At(int position) => this with { Position = position };

    private static string Bracketed(int? index) => index is null ? string.Empty : $"[{index}]";
}
