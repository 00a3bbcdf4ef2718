namespace Aegis.EmbeddingServer.Api.Embeddings;

/// <summary>One item of <c>input</c>: a text, or token ids. One of the two is null.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Text">Valid Unicode; may be empty.</param>
/// <param name="TokenIds">At least one id, not checked against a vocabulary.</param>
internal readonly record struct EmbeddingInput(InputName Name, string? Text, int[]? TokenIds);
