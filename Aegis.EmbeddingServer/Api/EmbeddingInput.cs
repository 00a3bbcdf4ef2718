namespace Aegis.EmbeddingServer.Api;

/// <summary>One item of <c>input</c>: a text, or token ids. One of the two is null.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Text">Valid Unicode; may be empty.</param>
/// <param name="TokenIds">At least one id, not checked against any vocabulary.</param>
internal readonly record struct EmbeddingInput(InputName Name, string? Text, int[]? TokenIds);
