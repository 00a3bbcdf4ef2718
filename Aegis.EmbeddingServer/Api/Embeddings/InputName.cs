namespace Aegis.EmbeddingServer.Api.Embeddings;

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
