namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>One item of <c>input</c>: a text of valid Unicode, or one or more token ids, not checked yet. The other one is null.</summary>
internal readonly record struct EmbeddingInput(InputName Name, string? Text, int[]? TokenIds);

/// <summary>What a message calls a part of <c>input</c>: <c>input</c>, <c>input[3]</c>, or a token id of either.</summary>
internal readonly record struct InputName(int? Item, int? Position = null)
{
    public override string ToString() => $"'input{Bracketed(Item)}{Bracketed(Position)}'";

    public InputName At(int position) => this with { Position = position };

    private static string Bracketed(int? index) => index is null ? string.Empty : $"[{index}]";
}
